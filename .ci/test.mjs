// Runs the unit and the browser tests and closes with one line that counts both. With --real: those that run on real
// servers. With --all: both, and one line for all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';

const results = '.vanstage/test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const [yarn] = readdirSync('.yarn/releases').map(
  name => `.yarn/releases/${name}`,
);

const everything = { name: 'lab', unit: ['--maxWorkers=2'], env: {} };
const onRealServers = {
  name: 'real',
  // Each of these files starts servers of its own, which need the machine for themselves.
  unit: [
    '--maxWorkers=1',
    'packages/lab/src/contract',
    'packages/lab/src/real',
  ],
  env: { VANSTAGE_REAL_SERVERS: '1' },
};
const [wanted] = process.argv.slice(2);
const suites = {
  '--real': [onRealServers],
  '--all': [everything, onRealServers],
}[wanted] ?? [everything];

function run(args, env) {
  return spawnSync(process.execPath, args, {
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

// Finds the real programs, or builds them.
function prepare() {
  return run([
    '--require',
    './node_modules/@backstage/cli/config/nodeTransform.cjs',
    'packages/lab/src/cli/main.ts',
    'programs',
  ]);
}

function runSuite({ name, unit, env }) {
  const jestFile = `${results}/${name}-unit.json`;
  const playwrightFile = `${results}/${name}-browser.json`;
  const statuses = [
    run(
      [
        yarn,
        'test',
        '--watchAll=false',
        // No test asserts a time; on a busy machine everything takes longer.
        '--testTimeout=60000',
        ...unit,
        '--json',
        `--outputFile=${jestFile}`,
      ],
      env,
    ),
    run([yarn, 'test:e2e', '--reporter=list,json'], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightFile,
    }),
  ];
  const jest = read(jestFile);
  const playwright = read(playwrightFile)?.stats;
  return {
    // Flaky: on real servers a browser test that fails is run once more (playwright.config.ts).
    passed:
      (jest?.numPassedTests ?? 0) +
      (playwright ? playwright.expected + playwright.flaky : 0),
    // A suite that does not even load has no failed test of its own.
    failed:
      (jest ? jest.numFailedTests + jest.numRuntimeErrorTestSuites : 1) +
      (playwright?.unexpected ?? 1),
    skipped: (jest?.numPendingTests ?? 0) + (playwright?.skipped ?? 0),
    well: statuses.every(status => status === 0),
  };
}

const counts = suites.map(suite =>
  suite === onRealServers && prepare() !== 0
    ? { passed: 0, failed: 1, skipped: 0, well: false }
    : runSuite(suite),
);
const sum = field => counts.reduce((total, count) => total + count[field], 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(sum);

if (skipped > 0) {
  console.log(
    '\nSkipped tests need a program that is not on this machine; each says which, above.',
  );
}
const mayNotSkip = process.env.VANSTAGE_NO_SKIPS === '1';
if (mayNotSkip && skipped > 0) {
  console.log('Nothing may be skipped here (VANSTAGE_NO_SKIPS=1).');
}
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode =
  counts.some(({ well }) => !well) || failed > 0 || (mayNotSkip && skipped > 0)
    ? 1
    : 0;
