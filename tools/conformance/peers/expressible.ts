import { ManualClock } from 'ngx-convoy/testing';
import type { BreakerStep } from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';
import { runBreakerScenario } from '../../../projects/ngx-convoy/core/src/conformance/run-breaker-scenario';
import { concede } from './dialect';
import type { Concession } from './dialect';
import type { Peer } from './peer';
import type { ComparedRow } from './compared-row';

/** The ways in which a peer can be asked what a row asks, or why there is none. */
export type Expression =
  { readonly rows: readonly ComparedRow[] } | { readonly impossible: string };

/**
 * Says a row in the words of a peer.
 *
 * A dialect of the peer differs from the row's breaker where the peer has no such option. That is fair as long as the
 * row cannot tell, and the judge is our own breaker: the row still has to pass when our breaker speaks that dialect.
 */
export function express(peer: Peer, row: ComparedRow): Expression {
  const steps = row.steps.filter((step) => isVisible(peer, step));
  if (!steps.some((step) => claims(step))) {
    return { impossible: 'observes metrics or times that are not shown' };
  }
  if (!peer.showsMetrics && (row.requires ?? []).includes('metrics')) {
    return { impossible: 'is about metrics, which are not shown' };
  }
  const rows = inDialects(row, peer.concessions).map((spoken) => ({ ...spoken, steps }));
  if (rows.length === 0) return { impossible: `has no ${missing(peer, row).join(', ')}` };
  const expressible = rows.filter((spoken) => !(peer.closesAfterAllTrials && closesEarly(spoken)));
  if (expressible.length === 0) return { impossible: 'does not close before the last trial' };
  return { rows: expressible };
}

/** The row in every dialect in which our own breaker still passes it. */
function inDialects(row: ComparedRow, concessions: readonly Concession[]): readonly ComparedRow[] {
  return concede(row.config, concessions)
    .map(({ config }) => ({ ...row, config }))
    .filter((spoken) => runBreakerScenario(spoken, new ManualClock(0)).length === 0);
}

/** What the row cannot do without: the concessions that it notices even when they are made alone. */
function missing(peer: Peer, row: ComparedRow): readonly string[] {
  const noticed = peer.concessions.filter((one) => inDialects(row, [one]).length === 0);
  const made = noticed.length > 0 ? noticed : peer.concessions;
  return [...new Set(concede(row.config, made).flatMap(({ without }) => without))];
}

function closesEarly(row: ComparedRow): boolean {
  if (row.config.halfOpen.rule !== 'ratio') return false;
  let early = false;
  runBreakerScenario(row, new ManualClock(0), ({ from, to, totals }) => {
    if (from !== 'half-open' || to !== 'closed') return;
    if (totals.total < row.config.halfOpen.permits) early = true;
  });
  return early;
}

function isVisible({ showsMetrics }: Peer, step: BreakerStep): boolean {
  return step.op !== 'retryAfter' && (showsMetrics || step.op !== 'metrics');
}

/** Whether a step expects more than that a circuit which nothing has happened to lets a call through. */
function claims(step: BreakerStep): boolean {
  if (step.op === 'call' || step.op === 'start') return step.expect === 'reject';
  return step.op === 'state' || step.op === 'events' || step.op === 'metrics';
}
