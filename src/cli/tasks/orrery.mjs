// npm run orrery -- run|serve|bench …: bundles the command line when its sources have changed, then runs it.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './ensure.mjs';

const outDir = join(root, 'node_modules/.cache/orrery');
const bundle = join(outDir, 'main.mjs');

function newestChange(dir) {
  let newest = 0;
  for (const entry of readdirSync(join(root, dir), { withFileTypes: true })) {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) newest = Math.max(newest, newestChange(path));
    else newest = Math.max(newest, statSync(join(root, path)).mtimeMs);
  }
  return newest;
}

async function bundleIfStale() {
  const folders = ['src/api', 'src/base', 'src/cli', 'src/kinds', 'src/protocol', 'src/scenarios', 'src/sim'];
  if (existsSync(bundle) && Math.max(...folders.map(newestChange)) < statSync(bundle).mtimeMs) return;
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'src/cli/main.ts',
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
    ssr: { noExternal: true },
  });
}

ensureDependencies();
await bundleIfStale();
const { main } = await import(pathToFileURL(bundle).href);
await main(process.argv.slice(2));
