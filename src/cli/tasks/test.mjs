// npm test: installs what is missing (a browser too), then types, style, unit and end-to-end tests.
// The last line is `N passed, N failed`; a failed check of types or style counts as one failed test.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureDependencies, run } from './ensure.mjs';

ensureDependencies();
const browser = await ensureBrowser();
const scratch = mkdtempSync(join(tmpdir(), 'orrery-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

function count(passed, failed, skipped = 0) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

function check(name, command, args) {
  console.log(`\n== ${name}`);
  const ok = run(command, args) === 0;
  count(ok ? 1 : 0, ok ? 0 : 1);
}

/** Runs a test runner that writes a JSON report, and adds up what `read` finds in it. */
function suite(name, command, args, report, env, read) {
  console.log(`\n== ${name}`);
  const status = run(command, args, { env: { ...process.env, ...env } });
  let result = { passed: 0, failed: 0, skipped: 0 };
  try {
    result = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.error(`no report of ${name}: ${error.message}`);
  }
  // A runner that failed although no test did (a file that does not load) must not look green.
  if (status !== 0 && result.failed === 0) result.failed = 1;
  count(result.passed, result.failed, result.skipped);
}

/** Runs some of the end-to-end tests. */
function endToEnd(name, args) {
  const report = join(scratch, `${name}.json`);
  suite(
    name,
    'npx',
    ['playwright', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json', ...args],
    report,
    { ORRERY_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    ({ stats: { expected, flaky, unexpected, skipped } }) => ({
      passed: expected + flaky,
      failed: unexpected,
      skipped,
    }),
  );
}

check('types', 'npm', ['run', '--silent', 'types']);
check('style', 'npm', ['run', '--silent', 'style']);

const unitReport = join(scratch, 'unit.json');
suite(
  'unit',
  'npx',
  ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`],
  unitReport,
  {},
  (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests ?? 0,
  }),
);

check('build', 'npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn']);

if (browser) {
  // What is measured must not share the processor with other pages.
  endToEnd('end to end', ['--grep-invert', '@measured']);
  endToEnd('end to end, measured', ['--grep', '@measured', '--workers', '1']);
} else {
  console.error('no browser could be found or installed: the end-to-end tests did not run');
  count(0, 1);
}

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed === 0 ? 0 : 1);
