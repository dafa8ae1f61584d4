// Runs the unit and the browser tests and closes with one line that counts both.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';

const results = '.vanstage/test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const [yarn] = readdirSync('.yarn/releases').map(
  name => `.yarn/releases/${name}`,
);

function run(args, env = {}) {
  return spawnSync(process.execPath, [yarn, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const unit = { file: `${results}/unit.json` };
unit.status = run([
  'test',
  '--watchAll=false',
  '--maxWorkers=2',
  '--json',
  `--outputFile=${unit.file}`,
]);

const browser = { file: `${results}/browser.json` };
browser.status = run(['test:e2e', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: browser.file,
});

const jest = read(unit.file);
const playwright = read(browser.file)?.stats;
const count = {
  passed: (jest?.numPassedTests ?? 0) + (playwright?.expected ?? 0),
  // A suite that does not even load has no failed test of its own.
  failed:
    (jest ? jest.numFailedTests + jest.numRuntimeErrorTestSuites : 1) +
    (playwright ? playwright.unexpected + playwright.flaky : 1),
  skipped: (jest?.numPendingTests ?? 0) + (playwright?.skipped ?? 0),
};

if (count.skipped > 0) {
  console.log(
    '\nSkipped tests need a program that is not on this machine; each says which, above.',
  );
}
const mayNotSkip = process.env.VANSTAGE_NO_SKIPS === '1';
if (mayNotSkip && count.skipped > 0) {
  console.log('Nothing may be skipped here (VANSTAGE_NO_SKIPS=1).');
}
console.log(
  `\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`,
);
process.exitCode =
  unit.status !== 0 ||
  browser.status !== 0 ||
  count.failed > 0 ||
  (mayNotSkip && count.skipped > 0)
    ? 1
    : 0;
