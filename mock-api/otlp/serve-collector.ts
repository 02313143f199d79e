import type { Application, Request, Response } from '../http/handler.ts';
import type { OtlpMetric, OtlpMetrics } from './otlp-metric.ts';
import type { OtlpSpan, OtlpTraces } from './otlp-span.ts';
import { isMetrics, validateMetrics } from './validate-metrics.ts';
import { isTraces, validateTraces } from './validate-traces.ts';

/** What a span came with, besides itself. */
export interface CollectedSpan extends OtlpSpan {
  /** `service.name` of its resource. */
  readonly service: string;
}

const capacity = 10_000;
const bodyCapacity = 100;

/** What was accepted, and what was wrong with the rest. */
export class Collector {
  private kept: CollectedSpan[] = [];
  private acceptedMetrics: OtlpMetrics[] = [];
  private accepted: OtlpTraces[] = [];
  /** The problems of requests that were refused. */
  private refused: string[] = [];

  get spans(): readonly CollectedSpan[] {
    return this.kept;
  }

  /** The last bodies with metrics, as they came. */
  get metricBodies(): readonly OtlpMetrics[] {
    return this.acceptedMetrics;
  }

  /** What those had. */
  get metrics(): readonly OtlpMetric[] {
    return this.acceptedMetrics.flatMap(({ resourceMetrics = [] }) =>
      resourceMetrics.flatMap(({ scopeMetrics = [] }) =>
        scopeMetrics.flatMap(({ metrics = [] }) => metrics),
      ),
    );
  }

  /** The last bodies with spans, as they came. */
  get bodies(): readonly OtlpTraces[] {
    return this.accepted;
  }

  get problems(): readonly string[] {
    return this.refused;
  }

  /** @returns what is wrong with a body; it is accepted only when nothing is */
  take(body: unknown): readonly string[] {
    const problems = validateTraces(body);
    if (isTraces(body)) {
      this.accepted = [...this.accepted, body].slice(-bodyCapacity);
      for (const { resource, scopeSpans = [] } of body.resourceSpans ?? []) {
        const names = resource?.attributes?.filter(({ key }) => key === 'service.name') ?? [];
        const service = names[0]?.value.stringValue ?? '';
        for (const { spans = [] } of scopeSpans) {
          this.kept.push(...spans.map((span) => ({ ...span, service })));
        }
      }
      if (this.kept.length > capacity) this.kept = this.kept.slice(-capacity);
    } else this.refused = [...this.refused, ...problems].slice(-100);
    return problems;
  }

  /** The same for metrics. */
  takeMetrics(body: unknown): readonly string[] {
    const problems = validateMetrics(body);
    if (isMetrics(body)) {
      this.acceptedMetrics = [...this.acceptedMetrics, body].slice(-bodyCapacity);
    } else this.refused = [...this.refused, ...problems].slice(-100);
    return problems;
  }

  clear(): void {
    this.acceptedMetrics = [];
    this.kept = [];
    this.accepted = [];
    this.refused = [];
  }
}

/**
 * An OTLP/HTTP receiver for traces at `/otlp/v1/traces` and metrics at `/otlp/v1/metrics`, which refuses what is not exactly
 * right; what it got is at `/__spans` and `/__metrics`.
 */
export function serveCollector(app: Application, collector: Collector): void {
  const receive = (path: string, take: (body: unknown) => readonly string[]): void => {
    app.post(path, (req, res) => {
      if (!/^application\/json(?:;|$)/.test(req.get('Content-Type') ?? '')) {
        refuse(res, 415, 'Content-Type must be application/json');
        return;
      }
      const problems = take(req.body);
      if (problems.length > 0) refuse(res, 400, problems.slice(0, 10).join('; '));
      else res.status(200).json({});
    });
  };
  receive('/otlp/v1/traces', (body) => collector.take(body));
  receive('/otlp/v1/metrics', (body) => collector.takeMetrics(body));
  app.get('/__metrics', (_req, res) => {
    const { metrics, metricBodies: bodies, problems } = collector;
    res.json({ metrics, bodies, problems });
  });
  app.get('/__spans', (req, res) => {
    const traceId = queryText(req, 'traceId');
    const spans = collector.spans.filter(
      (span) => traceId === undefined || span.traceId === traceId,
    );
    res.json({ spans, bodies: collector.bodies, problems: collector.problems });
  });
  app.delete('/__spans', (_req, res) => {
    collector.clear();
    res.json([]);
  });
}

/** As the protocol wants it: a `google.rpc.Status`, here with the code for INVALID_ARGUMENT. */
function refuse(res: Response, status: number, problem: string): void {
  res.status(status).json({ code: 3, message: problem });
}

function queryText(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
