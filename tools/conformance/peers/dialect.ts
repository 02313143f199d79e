import type { BreakerConfig } from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';

/** A configuration, and what of the row's it had to give up. */
export interface Dialect {
  readonly config: BreakerConfig;
  readonly without: readonly string[];
}

/** Gives up one thing of a row's breaker, or several ways of saying it; a dialect that has it already is left as it is. */
export type Concession = (config: BreakerConfig) => readonly Dialect[];

/** Every way of making all concessions, one after the other. */
export function concede(
  config: BreakerConfig,
  concessions: readonly Concession[],
): readonly Dialect[] {
  return concessions.reduce<readonly Dialect[]>(
    (dialects, concession) =>
      dialects.flatMap((dialect) =>
        concession(dialect.config).map((next) => ({
          config: next.config,
          without: [...dialect.without, ...next.without],
        })),
      ),
    [{ config, without: [] }],
  );
}

export function same(config: BreakerConfig): readonly Dialect[] {
  return [{ config, without: [] }];
}

export function changed(
  config: BreakerConfig,
  change: Partial<BreakerConfig>,
  ...without: readonly string[]
): readonly Dialect[] {
  return [{ config: { ...config, ...change }, without }];
}

export const withoutSlowCalls: Concession = ({ slow, ...config }) =>
  slow === undefined ? same(config) : changed(config, {}, 'slow calls');

export const failuresOnly: Concession = (config) =>
  config.trip.on === 'any'
    ? changed(config, { trip: { ...config.trip, on: 'failure' } }, 'opening at a success')
    : same(config);

/** `failures` of a window are the same as a rate where the size of the window is known, or where nothing succeeds. */
export const ratesOnly: Concession = (config) => {
  const { trip, window } = config;
  if (trip.rule !== 'failures') return same(config);
  const asRate = (threshold: number, minCalls: number): readonly Dialect[] =>
    changed(
      config,
      { trip: { rule: 'rate', threshold, cmp: '>=', minCalls, on: 'failure' } },
      'absolute number of failures',
    );
  return window?.type === 'count'
    ? [...asRate(trip.threshold / window.size, window.size), ...asRate(1, trip.threshold)]
    : asRate(1, trip.threshold);
};

export const oneBreakDuration: Concession = (config) => {
  const { ms, sequence, backoff } = config.open;
  if (ms !== undefined) return same(config);
  const first = sequence?.[0] ?? backoff?.initialMs ?? 0;
  return changed(config, { open: { ms: first } }, 'growing break');
};

export const noReclaim: Concession = (config) => {
  const { reclaimMs, ...halfOpen } = config.halfOpen;
  return reclaimMs === undefined
    ? same(config)
    : changed(config, { halfOpen }, 'reclaiming of trials');
};

export const noTimeLimit: Concession = (config) => {
  const { maxMs, ...halfOpen } = config.halfOpen;
  return maxMs === undefined
    ? same(config)
    : changed(config, { halfOpen }, 'limit of the half-open time');
};
