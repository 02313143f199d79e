// npm run test:oracles [-- ORACLE...]: our alerts, SLOs and exports against programs that are known to be right: Prometheus's
// promtool and a real Alertmanager. Ends with `N passed, N failed`. Without these programs it says what to install.
import { parseArgs } from 'node:util';
import { alertLives } from './oracles/alert-lives.ts';
import { alertmanager } from './oracles/alertmanager.ts';
import { exportedRules } from './oracles/exported-rules.ts';
import { exposedMetrics } from './oracles/exposed-metrics.ts';
import type { Oracle } from './oracles/oracle.ts';
import { missingPrograms } from './oracles/programs.ts';
import { stopAll, stopAllOnSignal } from './process.ts';
import { closingLine } from './test/counts.ts';

const oracles: Readonly<Record<string, Oracle>> = {
  'alert-lives': alertLives,
  alertmanager,
  'exported-rules': exportedRules,
  'exposed-metrics': exposedMetrics,
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !Object.hasOwn(oracles, name));
if (unknown.length > 0) {
  fail(`No such oracle: ${unknown.join(', ')}. There are: ${Object.keys(oracles).join(', ')}.`);
}
const missing = missingPrograms();
if (missing.length > 0) {
  fail(
    `Not on this machine: ${missing.join(', ')}. On Debian and Ubuntu, as root:\n` +
      '  apt-get update && apt-get install -y prometheus prometheus-alertmanager\n' +
      'Neither has to run as a service. Elsewhere: https://prometheus.io/download/',
  );
}

stopAllOnSignal(130);
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const [name, ask] of Object.entries(oracles)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const since = Date.now();
  const before = { ...counts };
  await ask((check, mismatches) => {
    if (mismatches.length === 0) {
      counts.passed += 1;
      return;
    }
    counts.failed += 1;
    console.log(`✗ ${name}: ${check}`);
    for (const mismatch of mismatches.slice(0, 10)) console.log(`    ${mismatch}`);
  }).catch((error: unknown) => {
    counts.failed += 1;
    console.log(
      `✗ ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  });
  const passed = counts.passed - before.passed;
  const failed = counts.failed - before.failed;
  console.log(
    `${name}: ${passed} agree, ${failed} do not, ${((Date.now() - since) / 1_000).toFixed(1)} s`,
  );
}
await stopAll();
console.log(closingLine(counts));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

function fail(message: string): never {
  console.error(message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
