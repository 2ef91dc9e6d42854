import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { pageHeaders, policyInPage, policyOfPreview } from './src/cli/build/content-security-policy.ts';
import { longestFirst } from './src/cli/build/longest-first.ts';
import { offline } from './src/cli/build/offline.ts';
import { scenarioTitles } from './src/cli/build/scenario-titles.ts';

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
  plugins: [
    react(),
    publishScenarioSchema(),
    scenarioTitles(import.meta.dirname),
    policyInPage(),
    policyOfPreview(),
    elementInBlock(),
    offline(),
  ],
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
    // One more than there are cores: tests with the real kubectl wait for its processes.
    maxWorkers: availableParallelism() + 1,
    // Nothing in the sources has state of a module, so files may share one.
    isolate: false,
    sequence: { sequencer: longestFirst(import.meta.dirname) },
  },
});
