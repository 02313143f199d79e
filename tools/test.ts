// npm test [-- STAGE...]: every check and every test, in stages. Ends with `N passed, N failed`.
import { availableParallelism } from 'node:os';
import { findBrowser } from './browser.mjs';
import { environment, run, stopAllOnSignal } from './process.ts';
import { closingLine, sum } from './test/counts.ts';
import type { Counts } from './test/counts.ts';
import { schedule } from './test/schedule.ts';
import { stages } from './test/stages.ts';
import type { Stage } from './test/stages.ts';
import { verdict } from './test/verdict.ts';

const heartbeat = 15_000;
const timeLimit = 15 * 60_000;

const chosen = choose(process.argv.slice(2));
const width = Math.min(2, availableParallelism());
const results = new Map<string, Counts>();
const lastLines = new Map<Stage, { readonly since: number; line: string }>();
const started = Date.now();

stopAllOnSignal(130);
const pulse = setInterval(showRunning, heartbeat);
await schedule(chosen, width, perform, skip);
clearInterval(pulse);

const total = sum([...results.values()]);
const broken = [...results].filter(([, counts]) => counts.failed > 0).map(([name]) => name);
say(`\n${chosen.length} stages in ${seconds(started)}`);
if (broken.length > 0)
  say(`failed: ${broken.join(', ')} (again with: npm test -- ${broken.join(' ')})`);
say(closingLine(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function choose(names: readonly string[]): readonly Stage[] {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(`No such stage: ${unknown.join(', ')}.`);
    console.error(`There are: ${stages.map((stage) => stage.name).join(', ')}.`);
    process.exit(1);
  }
  return names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));
}

async function perform(stage: Stage): Promise<boolean> {
  const since = Date.now();
  const state = { since, line: '' };
  lastLines.set(stage, state);
  say(`... ${stage.name}`);
  const outcome = await run(stage.command, {
    env: environment({ CHROME_BIN: findBrowser() }),
    timeLimit,
    onLine: (line) => {
      if (line.trim() !== '') state.line = line.trim();
    },
  });
  lastLines.delete(stage);

  const { counts, complaint } = verdict(stage, outcome);
  results.set(stage.name, counts);
  const passed = counts.failed === 0;
  if (!passed) say(indent(outcome.output));
  const tests = stage.counts === undefined ? '' : `, ${closingLine(counts)}`;
  const why = complaint === undefined ? '' : ` (${complaint})`;
  say(`${passed ? 'ok ' : 'BAD'} ${stage.name}, ${seconds(since)}${tests}${why}`);
  return passed;
}

function skip(stage: Stage, missing: string): void {
  results.set(stage.name, { passed: 0, failed: 1, skipped: 0 });
  say(`BAD ${stage.name}, not run: it needs ${missing}`);
}

function showRunning(): void {
  for (const [stage, { since, line }] of lastLines) {
    say(
      `    ${stage.name} is running, ${seconds(since)}${line === '' ? '' : `: ${line.slice(0, 100)}`}`,
    );
  }
}

function indent(output: string): string {
  const lines = output.split('\n');
  const most = 400;
  const shown =
    lines.length <= most
      ? lines
      : [
          ...lines.slice(0, most / 2),
          `... ${lines.length - most} lines left out ...`,
          ...lines.slice(-most / 2),
        ];
  return shown.map((line) => `    | ${line}`).join('\n');
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function say(text: string): void {
  console.log(text);
}
