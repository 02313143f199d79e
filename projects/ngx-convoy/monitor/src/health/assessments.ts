import { inject, Service, signal } from '@angular/core';
import { CLOCK, Upstreams } from 'ngx-convoy';
import {
  type EndpointHealth,
  healthScore,
  type HealthStatus,
  ScoredStatus,
  type ServiceState,
} from 'ngx-convoy/core';
import { MetricHistory } from '../metrics/metric-history';
import { MONITORING } from '../monitoring-options';
import { Connectivity } from './connectivity';

/** What probes say about a service. */
export interface ProbedHealth {
  /** Of the service as a whole, where it is asked as a whole. */
  readonly whole: EndpointHealth | undefined;
  /** What it said itself about that. */
  readonly reason: string | undefined;
  readonly isPlanned: boolean;
}

/** Calls of the last so many milliseconds speak for a service... */
const WINDOW = 10_000;
/** ...when there were so many of them. */
const MINIMUM_CALLS = 5;

/** How services do, by their calls and by what probes say, and what that makes of their state in the registry. */
@Service()
export class Assessments {
  private readonly clock = inject(CLOCK);
  private readonly upstreams = inject(Upstreams);
  private readonly history = inject(MetricHistory);
  private readonly options = inject(MONITORING);
  private readonly connectivity = inject(Connectivity);

  private readonly scored = new Map<string, ScoredStatus>();
  private readonly held = new Set<string>();
  private readonly scores = signal<Readonly<Record<string, number | undefined>>>({});

  /** 0..100; `undefined` when nothing is known. Reactive. */
  scoreOf(service: string): number | undefined {
    return this.scores()[service];
  }

  /** Services that are held to be worse than their breakers and instances say: time alone may change that. */
  get isHolding(): boolean {
    return this.held.size > 0;
  }

  /** Those that are held, to be looked at again. */
  get holding(): readonly string[] {
    return [...this.held];
  }

  assess(service: string, probed: ProbedHealth): void {
    const upstream = this.upstreams.get(service);
    if (upstream === undefined) {
      this.forget(service);
      return;
    }
    const now = this.clock.now();
    const latencyTarget = this.options.thresholds(service).responseTime;
    const { successes, failures, quantile } = this.callsOf(service, now);
    const calls = successes + failures;
    const successRate = calls < MINIMUM_CALLS ? undefined : successes / calls;
    const p95 = successRate === undefined ? undefined : quantile;
    const health = upstream.endpoints.map((endpoint) => endpoint.health);
    const probe = statusOf(probed.whole) ?? togetherOf(health);
    const isBlameless = this.connectivity.selfOffline();
    const score = isBlameless ? undefined : healthScore({ successRate, p95, latencyTarget, probe });

    const status = this.statusOf(service).observe(score);
    const opinion =
      probeOpinion(probed) ??
      (status === 'degraded' || status === 'down'
        ? callsOpinion(status, successRate, p95, latencyTarget)
        : undefined);
    this.hold(service, isBlameless ? undefined : opinion);
    upstream.assess(isBlameless ? undefined : opinion);
    this.publish(service, score);
  }

  forget(service: string): void {
    this.scored.delete(service);
    this.held.delete(service);
    this.publish(service, undefined);
  }

  private callsOf(
    service: string,
    now: number,
  ): { readonly successes: number; readonly failures: number; readonly quantile?: number } {
    const totals = this.history.totals(service, WINDOW, now);
    const { successes, failures } = totals;
    const p95 = successes + failures < MINIMUM_CALLS ? undefined : totals.quantile(0.95);
    return { successes, failures, ...(p95 === undefined ? {} : { quantile: p95 }) };
  }

  private statusOf(service: string): ScoredStatus {
    let status = this.scored.get(service);
    if (status === undefined) this.scored.set(service, (status = new ScoredStatus()));
    return status;
  }

  private hold(service: string, opinion: ServiceState | undefined): void {
    if (opinion === undefined) this.held.delete(service);
    else this.held.add(service);
  }

  /** Whole points: a reader cannot tell more apart, and nobody is told of less. */
  private publish(service: string, exact: number | undefined): void {
    const score = exact === undefined ? undefined : Math.round(exact);
    if (this.scores()[service] === score) return;
    this.scores.update((scores) => ({ ...scores, [service]: score }));
  }
}

function statusOf(health: EndpointHealth | undefined): HealthStatus | undefined {
  return health === 'unknown' ? undefined : health;
}

/** Instances together: as long as one answers, the service does. */
function togetherOf(all: readonly EndpointHealth[]): HealthStatus | undefined {
  const known = all.flatMap((health) => statusOf(health) ?? []);
  if (known.length === 0) return undefined;
  if (known.every((health) => health === 'pass')) return 'pass';
  return known.every((health) => health === 'fail') ? 'fail' : 'warn';
}

function probeOpinion({ whole, reason, isPlanned }: ProbedHealth): ServiceState | undefined {
  if (whole !== 'fail' && whole !== 'warn') return undefined;
  const said = reason === undefined ? '' : `: ${reason}`;
  if (whole === 'warn') return { status: 'degraded', reason: `it reports a warning${said}` };
  const reasonInWords = isPlanned ? 'it is out of service on purpose' : 'its health check fails';
  return { status: 'down', reason: reasonInWords + said };
}

/** The share that weighs more is the reason. */
function callsOpinion(
  status: 'degraded' | 'down',
  successRate: number | undefined,
  p95: number | undefined,
  latencyTarget: number,
): ServiceState | undefined {
  // Nothing but probes: what they say about instances stands in the registry already.
  if (successRate === undefined) return undefined;
  const failed = 0.5 * (1 - successRate);
  const late = p95 === undefined ? 0 : 0.3 * Math.min(1, Math.max(0, p95 / latencyTarget - 1));
  if (failed === 0 && late === 0) return undefined;
  if (late > failed) {
    const limit = `more than ${Math.round(latencyTarget)} ms`;
    return { status, reason: `its calls are slow: one in twenty takes ${limit}` };
  }
  return { status, reason: `${Math.round(100 * (1 - successRate))} % of its calls fail` };
}
