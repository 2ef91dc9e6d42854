import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const monacoEsm = fileURLToPath(new URL('./node_modules/monaco-editor/esm/vs/', import.meta.url));

// base './' keeps every link relative: dist/ works from any folder of any static server.
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  resolve: { alias: [{ find: /^monaco-editor\/esm\/vs\//, replacement: monacoEsm }] },
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
