import { computed, inject, InjectionToken, Service, signal, type Signal } from '@angular/core';
import { CLOCK, ServiceRegistry } from 'ngx-convoy';
import {
  burnIn,
  errorBudget,
  Slo,
  type Burn,
  type ErrorBudget,
  type SloCount,
  type SloOptions,
} from 'ngx-convoy/core';
import { AlertRules } from '../alerts/alert-rules';
import { MetricHistory } from '../metrics/metric-history';
import { burnRules } from './burn-rules';

declare const ngDevMode: unknown;

/** How a promise stands. */
export interface SloStatus {
  readonly slo: Slo;
  readonly budget: ErrorBudget;
  /** Of each pair of windows, the quickest first. */
  readonly burns: readonly Burn[];
  /** Calls of the whole period. */
  readonly count: SloCount;
}

/** What is promised from the beginning. */
export const SLOS = /* @__PURE__ */ new InjectionToken<readonly Slo[]>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'SLOS' : '',
  { factory: () => [] },
);

/**
 * What is promised about services, how much of their error budgets is left and how fast it is spent. An alert says so when it
 * is spent too fast; promises may be added, changed and taken back while the app runs.
 *
 * @usageNotes
 * ```ts
 * private readonly slos = inject(SloBoard);
 * // @for (status of slos.statuses(); track status.slo.name) { {{ status.slo.name }}: {{ status.budget.left | percent }} left }
 * ```
 * @see Google SRE Workbook, ch. 5
 */
@Service()
export class SloBoard {
  private readonly clock = inject(CLOCK);
  private readonly history = inject(MetricHistory);
  private readonly rules = inject(AlertRules);
  private readonly registry = inject(ServiceRegistry);
  private readonly removers = new Map<string, () => void>();
  private readonly list = signal<readonly Slo[]>([]);

  /** In the order in which they were added. */
  readonly slos = this.list.asReadonly();
  /** How each stands; at most one change a frame, and only while somebody reads it. */
  readonly statuses: Signal<readonly SloStatus[]> = computed(() =>
    this.list().map((slo) => {
      this.history.of(slo.service, slo.period)();
      return this.statusOf(slo);
    }),
  );

  constructor() {
    for (const slo of inject(SLOS)) this.install(slo);
  }

  /** Adds a promise, or changes the one of that name. @throws ConfigurationError */
  set(options: SloOptions): void {
    const slo = new Slo(options);
    this.removers.get(slo.name)?.();
    this.install(slo);
  }

  /** Takes a promise back, and with it its alerts. */
  remove(name: string): void {
    this.removers.get(name)?.();
    this.removers.delete(name);
    this.list.update((slos) => slos.filter((slo) => slo.name !== name));
  }

  private install(slo: Slo): void {
    const remove = burnRules(slo, {
      labelOf: () => this.registry.serviceEntityMap()[slo.service]?.label ?? slo.service,
      count: (windowMs, now) => this.count(slo, windowMs, now),
    }).map((rule) => this.rules.add(rule));
    this.removers.set(slo.name, () => {
      for (const each of remove) each();
    });
    this.list.update((slos) => [...slos.filter(({ name }) => name !== slo.name), slo]);
  }

  private statusOf(slo: Slo): SloStatus {
    const now = this.clock.now();
    const count = (windowMs: number): SloCount => this.count(slo, windowMs, now);
    const inPeriod = count(slo.period);
    const [first] = slo.windows;
    return {
      ...{ slo, count: inPeriod },
      budget: errorBudget(slo, inPeriod, first === undefined ? inPeriod : count(first.long)),
      burns: slo.windows.map((window) => burnIn(slo, window, count)),
    };
  }

  private count(slo: Slo, windowMs: number, now: number): SloCount {
    return slo.count(this.history.totals(slo.service, windowMs, now));
  }
}
