import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

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

// base './' keeps every link relative: dist/ works from any folder of any static server.
export default defineConfig({
  base: './',
  plugins: [react(), publishScenarioSchema()],
  worker: { format: 'es' },
  resolve: { alias: [{ find: /^monaco-editor\/esm\/vs\//, replacement: monacoEsm }] },
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
  test: { include: ['src/**/*.test.ts'], setupFiles: ['src/sim/testing/after-each-test.ts'], testTimeout: 60_000 },
});
