import { DestroyRef, effect, inject, NgZone, Service, untracked } from '@angular/core';
import {
  CLOCK,
  LeaderTab,
  ServiceRegistry,
  Traffic,
  Upstreams,
  type RegistryProblem,
} from 'ngx-convoy';
import {
  AlertEngine,
  reasonInWords,
  type AlertChanges,
  type Cancel,
  type Upstream,
} from 'ngx-convoy/core';
import { MetricHistory } from '../metrics/metric-history';
import { metricsOf } from '../metrics/service-metrics';
import { Page } from '../page';
import { AlertMemory } from './alert-memory';
import { AlertRules } from './alert-rules';
import { AlertStore } from './alert-store';
import { CallGraph } from './call-graph';
import type { ServiceView } from './service-view';

declare const ngServerMode: unknown;

/** Milliseconds between two rounds of the rules. */
const BEAT = 5_000;
/** Milliseconds that the numbers of a view cover. */
const MINUTE = 60_000;
/** How much longer that is while nobody looks; only the leading tab goes on at all, because it notifies. */
const HIDDEN_FACTOR = 4;

/**
 * Puts the rules to every service: at once when its state changes, and every few seconds for its numbers.
 *
 * Rests while the page is hidden, unless this tab leads; one round is made when it is looked at again.
 */
@Service()
export class AlertWatch {
  private readonly clock = inject(CLOCK);
  private readonly upstreams = inject(Upstreams);
  private readonly registry = inject(ServiceRegistry);
  private readonly traffic = inject(Traffic);
  private readonly history = inject(MetricHistory);
  private readonly rules = inject(AlertRules);
  private readonly store = inject(AlertStore);
  private readonly calls = inject(CallGraph);
  private readonly page = inject(Page);
  private readonly leader = inject(LeaderTab);
  private readonly zone = inject(NgZone);

  private readonly engine = new AlertEngine<ServiceView>(this.rules.all());
  private readonly changes: AlertChanges = { reported: [], withdrawn: [] };
  private cancelBeat: Cancel | undefined;

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    effect(() => {
      const rules = this.rules.all();
      untracked(() => {
        this.engine.setRules(rules, this.clock.now(), this.changes);
        this.evaluate();
      });
    });
    effect(() => {
      // A record is published exactly when the state of a service or of its registry has changed.
      this.registry.services();
      untracked(() => {
        this.evaluate();
      });
    });
    const memory = inject(AlertMemory);
    effect(() => {
      memory.revision();
      untracked(() => {
        this.store.refresh();
      });
    });
    effect(() => {
      const isAtWork = this.page.visible() || this.leader.leads();
      untracked(() => {
        this.cancelBeat?.();
        if (isAtWork) this.beat();
      });
    });
    inject(DestroyRef).onDestroy(() => this.cancelBeat?.());
  }

  private beat(): void {
    this.calls.look();
    this.evaluate();
    this.store.refresh();
    this.traffic.refresh();
    this.history.refresh();
    const pause = untracked(this.page.visible) ? BEAT : BEAT * HIDDEN_FACTOR;
    this.zone.runOutsideAngular(() => {
      this.cancelBeat = this.clock.schedule(this.clock.now() + pause, () => {
        this.beat();
      });
    });
  }

  private evaluate(): void {
    const now = this.clock.now();
    const problems = new Map(this.registry.problems().map((each) => [each.service, each]));
    for (const upstream of this.upstreams.all()) {
      const view = this.viewOf(upstream, problems.get(upstream.name), now);
      this.engine.evaluate(upstream.name, view, now, this.changes);
    }
    for (const name of [...this.engine.subjects]) {
      if (this.upstreams.get(name) === undefined) this.engine.retire(name, now, this.changes);
    }
    const { reported, withdrawn } = this.changes;
    this.store.report(reported);
    this.store.withdraw(withdrawn);
    reported.length = 0;
    withdrawn.length = 0;
  }

  private viewOf(
    upstream: Upstream,
    problem: RegistryProblem | undefined,
    now: number,
  ): ServiceView {
    const { name, breaker } = upstream;
    return {
      service: name,
      label: this.upstreams.service(name)?.label ?? name,
      state: upstream.state(now),
      circuit: breaker.state,
      circuitReason: reasonInWords(breaker),
      metrics: metricsOf(this.history.totals(name, MINUTE, now)),
      registryProblem: describe(problem, upstream.endpoints.length),
      totals: (windowMs) => this.history.totals(name, windowMs, now),
    };
  }
}

function describe(problem: RegistryProblem | undefined, kept: number): string | undefined {
  if (problem === undefined) return undefined;
  return kept > 0 && problem.isStale
    ? `${problem.message}; the last good instances stay`
    : problem.message;
}
