import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { pageHeaders, policyInPage } from './src/cli/build/content-security-policy.ts';
import { offline } from './src/cli/build/offline.ts';

const monacoEsm = fileURLToPath(new URL('./node_modules/monaco-editor/esm/vs/', import.meta.url));

/** Puts the schema of scenario files beside the page, for editors and checkers of others. */
function publishScenarioSchema(): Plugin {
  const source = fileURLToPath(new URL('./src/api/scenario.schema.json', import.meta.url));
  return {
    name: 'publish-scenario-schema',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'scenario.schema.json', source: readFileSync(source) });
    },
  };
}

/** Folders of scenarios that teach; their words lie beside them, one file a language. */
const LESSON_FOLDERS = ['lectures', 'exercises'];

/** The titles of all scenarios by their files, so that the page need not load their texts to list them. */
function scenarioTitles(): Plugin {
  const id = 'virtual:scenario-titles';
  const folder = fileURLToPath(new URL('./src/scenarios/', import.meta.url));
  const field = (text: string, pattern: RegExp) => pattern.exec(text)?.[1]?.replace(/^(['"])(.*)\1$/, '$2');
  const titleOf = (text: string) => field(text, /^ {2}title: *(.+?) *$/m);
  const listOf = (part: string) =>
    (existsSync(`${folder}${part}`) ? readdirSync(`${folder}${part}`) : [])
      .filter((file) => /^[^.]+\.yaml$/.test(file))
      .sort();
  return {
    name: 'scenario-titles',
    resolveId: (wanted) => (wanted === id ? id : undefined),
    load(wanted) {
      if (wanted !== id) return undefined;
      const read = (path: string): string => {
        this.addWatchFile(`${folder}${path}`);
        return readFileSync(`${folder}${path}`, 'utf8');
      };
      const plain = listOf('').map((file) => [file, { en: titleOf(read(file)) ?? file }, '']);
      const lessons = LESSON_FOLDERS.flatMap((part) =>
        listOf(part).map((file) => {
          const text = read(`${part}/${file}`);
          const german = titleOf(read(`${part}/${file.replace(/yaml$/, 'de.yaml')}`));
          const level = field(text, /^ {4}level: *(.+?) *$/m) ?? part;
          return [file, { en: titleOf(text) ?? file, de: german }, level];
        }),
      );
      return `export default ${JSON.stringify([...plain, ...lessons])};`;
    },
  };
}

/** The script for other pages in a block of its own: it may stand in a page twice, and as a module or not. */
function elementInBlock(): Plugin {
  return {
    name: 'element-in-block',
    renderChunk: (code, { name }) => (name === 'kube-orrery' ? `{${code}}` : null),
  };
}

// base './' keeps every link relative: dist/ works from any folder of any static server.
export default defineConfig({
  base: './',
  plugins: [react(), publishScenarioSchema(), scenarioTitles(), policyInPage(), elementInBlock(), offline()],
  preview: { cors: false, headers: pageHeaders },
  worker: { format: 'es' },
  resolve: { alias: [{ find: /^monaco-editor\/esm\/vs\//, replacement: monacoEsm }] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // The custom element of other pages is a script of its own, at an address that stays.
      input: { index: 'index.html', 'kube-orrery': 'src/embed/element.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'kube-orrery' ? 'kube-orrery.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/sim/testing/after-each-test.ts'],
    testTimeout: 60_000,
    // By default one core of two would rest. Nothing in the sources has state of a module, so files may share one.
    maxWorkers: '100%',
    isolate: false,
  },
});
