import { defineConfig } from '@playwright/test';

const executablePath = process.env['ORRERY_CHROMIUM'] ?? '/usr/bin/chromium';

const port = process.env['ORRERY_E2E_PORT'] ?? '4199';

// Against the built page: `npm run build` first (npm test does).
export default defineConfig({
  testDir: '.',
  // The largest cluster takes ten minutes.
  testIgnore: process.env['ORRERY_LARGEST'] ? [] : ['largest.spec.ts'],
  timeout: 120_000,
  // A busy machine shows late what it shows.
  expect: { timeout: 15_000 },
  // Most wait for virtual time rather than for the processor. What is tagged @measured runs alone (npm test).
  workers: 2,
  fullyParallel: true,
  // Timings on a shared machine: a measurement that was disturbed is taken again.
  retries: 2,
  outputDir: '../test-results',
  // Pictures that are missing are a failure: only `npm run goldens` makes them.
  updateSnapshots: 'none',
  snapshotPathTemplate: '{testDir}/goldens/{arg}{ext}',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // Only the test of it: what is kept for later would take time of all others.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: '..',
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: !process.env['CI'],
  },
});
