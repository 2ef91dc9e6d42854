// Bundles an entry of the command line when sources have changed since, and gives the path of the bundle.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure.mjs';

const folders = ['src/api', 'src/base', 'src/cli', 'src/kinds', 'src/protocol', 'src/scenarios', 'src/sim'];

function newestChange(dir) {
  let newest = 0;
  for (const entry of readdirSync(join(root, dir), { withFileTypes: true })) {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) newest = Math.max(newest, newestChange(path));
    else newest = Math.max(newest, statSync(join(root, path)).mtimeMs);
  }
  return newest;
}

/** The bundle of a source file, below node_modules/.cache under this name; made anew if it is not there or stale. */
export async function bundled(entry, name) {
  const outDir = join(root, 'node_modules/.cache', name);
  const bundle = join(outDir, 'main.mjs');
  if (existsSync(bundle) && Math.max(...folders.map(newestChange)) < statSync(bundle).mtimeMs) return bundle;
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      // The builder itself stays outside: a page of one file is built by it.
      rollupOptions: { external: ['vite'], output: { entryFileNames: 'main.mjs' } },
    },
    ssr: { noExternal: true, external: ['vite'] },
  });
  return bundle;
}
