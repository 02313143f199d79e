import { oneOf, seeded } from './oracle.ts';

export type Labels = Readonly<Record<string, string>>;

/** As both sides have them. */
export interface Matcher {
  readonly name: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export interface SilenceOrder {
  /** As Alertmanager has named it. */
  readonly id: string;
  readonly matchers: readonly Matcher[];
}

/** What an Alertmanager is started with. */
export interface Setup {
  readonly groupBy: readonly string[];
  readonly inhibitions: readonly {
    readonly source: readonly Matcher[];
    readonly target: readonly Matcher[];
    readonly equal: readonly string[];
  }[];
  /** Milliseconds. */
  readonly groupWait: number;
  readonly groupInterval: number;
}

/** Alerts and silences, and what is to be made of them. */
export interface Scene extends Setup {
  readonly alerts: readonly Labels[];
  readonly silences: readonly Omit<SilenceOrder, 'id'>[];
}

const NAMES = ['orders', 'users', 'payments', 'über-fracht'] as const;
const SEVERITIES = ['critical', 'warning', 'info'] as const;
const ZONES = ['a', 'b', ''] as const;

/** Alerts by chance, with labels that are missing now and then, and rules of every kind. */
export function scene(seed: number): Scene {
  const random = seeded(3_000 + seed);
  const matcher = (): Matcher =>
    oneOf<() => Matcher>(
      random,
      () => ({ name: 'service', operator: '=', value: oneOf(random, ...NAMES) }),
      () => ({ name: 'service', operator: '=~', value: 'orders|pay.*' }),
      () => ({ name: 'severity', operator: '=', value: oneOf(random, ...SEVERITIES) }),
      () => ({ name: 'severity', operator: '!=', value: 'critical' }),
      () => ({ name: 'zone', operator: '=', value: oneOf(random, ...ZONES) }),
      () => ({ name: 'zone', operator: '!~', value: 'a|b' }),
      () => ({ name: 'alertname', operator: '=~', value: 'd.*' }),
    )();
  const alerts = new Map<string, Labels>();
  for (let count = 0; count < 40; count += 1) {
    const zone = oneOf(random, ...ZONES);
    const labels: Labels = {
      alertname: oneOf(random, 'down', 'degraded', 'slow'),
      service: oneOf(random, ...NAMES),
      severity: oneOf(random, ...SEVERITIES),
      ...(zone === '' ? {} : { zone }),
    };
    alerts.set(JSON.stringify(labels), labels);
  }
  return {
    groupBy: oneOf<readonly string[]>(random, ['service'], ['alertname', 'zone'], ['zone'], []),
    groupWait: 200,
    groupInterval: 1_000,
    alerts: [...alerts.values()],
    silences: Array.from({ length: 4 }, () => ({
      matchers: [{ name: 'service', operator: '=', value: oneOf(random, ...NAMES) }, matcher()],
    })),
    inhibitions: [
      {
        source: [{ name: 'severity', operator: '=', value: 'critical' }],
        target: [{ name: 'severity', operator: '=~', value: 'warning|info' }],
        equal: oneOf<readonly string[]>(random, ['service', 'zone'], ['zone'], ['service', 'team']),
      },
      // Fits some on both sides.
      { source: [matcher()], target: [matcher(), matcher()], equal: ['service'] },
      { source: [matcher(), matcher()], target: [matcher()], equal: ['alertname', 'zone'] },
    ],
  };
}

/** Alerts that begin and end one after the other. */
export interface Telling extends Setup {
  readonly steps: readonly {
    /** Milliseconds after the beginning. */
    readonly at: number;
    readonly labels: Labels;
    readonly state: 'firing' | 'resolved';
  }[];
  /** Milliseconds for which it is listened to. */
  readonly duration: number;
}

/** What belongs together, comes later, ends, and ends altogether; turns are a second and a half apart. */
export function telling(): Telling {
  const of = (alertname: string): Labels => ({ alertname, service: 'orders' });
  return {
    groupBy: ['service'],
    inhibitions: [],
    groupWait: 1_000,
    groupInterval: 1_500,
    steps: [
      { at: 0, labels: of('a'), state: 'firing' }, // first turn at 1.0
      { at: 300, labels: of('b'), state: 'firing' },
      { at: 1_700, labels: of('c'), state: 'firing' }, // second turn at 2.5
      { at: 3_200, labels: of('a'), state: 'resolved' }, // third turn at 4.0
      { at: 4_700, labels: of('b'), state: 'resolved' }, // fourth turn at 5.5
      { at: 4_800, labels: of('c'), state: 'resolved' },
    ],
    duration: 7_500,
  };
}

/** Labels as text, in one order; empty ones are none. */
export function printed(labels: Labels): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
