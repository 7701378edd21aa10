/**
 * The JSON report of the test runner, as far as it is counted.
 * @typedef {{ testResults: { name: string, status: string, assertionResults: { status: string }[] }[] }} Report
 */
/** @typedef {{ passed: number, failed: number, skipped: number }} TestSum */

/**
 * Everything that `npm test` ran, in three numbers: each check step counts as one test. A file that could not be read,
 * a missing report, or a runner that ended badly without naming a failed test, is one failed test.
 * @param {{ report: Report | null, checks: { passed: boolean }[], runnerCode: number | null }} results
 * @returns {TestSum}
 */
export function sumTests({ report, checks, runnerCode }) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed } of checks) sum[passed ? 'passed' : 'failed'] += 1;
  const failedBefore = sum.failed;
  for (const { status, assertionResults } of report?.testResults ?? []) {
    for (const test of assertionResults) sum[columnOf(test.status)] += 1;
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) sum.failed += 1;
  }
  if (!report || (runnerCode !== 0 && sum.failed === failedBefore)) sum.failed += 1;
  return sum;
}

/** The very last line of `npm test`. @param {TestSum} sum */
export function sumLine({ passed, failed, skipped }) {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** @param {string} status @returns {keyof TestSum} */
function columnOf(status) {
  if (status === 'passed' || status === 'failed') return status;
  return 'skipped';
}
