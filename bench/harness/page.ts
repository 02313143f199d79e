// What a page of a benchmark does: carries out the assignment in its address, and posts the readings back.
import { carryOut } from './assignment.ts';
import type { Assignment } from './assignment.ts';
import type { Suite } from './suite.ts';

/** Carries out the assignment that stands behind `#` in the address of this page. */
export async function reportTo(suite: Suite): Promise<void> {
  const answer = await work(suite).catch((error: unknown) => ({
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  await fetch('/result', { method: 'POST', body: JSON.stringify(answer) });
}

async function work(suite: Suite): Promise<unknown> {
  if (!crossOriginIsolated) throw new Error('The page is not isolated, so its clock is coarse.');
  const assignment = JSON.parse(decodeURIComponent(location.hash.slice(1))) as Assignment;
  return { readings: await carryOut(suite, assignment) };
}
