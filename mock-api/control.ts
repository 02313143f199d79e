import jsonServer from 'json-server';
import { collectorFaultTypes, registryFaultTypes } from './faults/fault.ts';
import { FaultSet } from './faults/fault-set.ts';
import type { FaultTarget } from './faults/fault-target.ts';
import { injectFaults } from './faults/inject-faults.ts';
import { serveFaults } from './faults/serve-faults.ts';
import { answerPreflight } from './http/cors.ts';
import { beginExchange } from './http/exchange.ts';
import { asyncHandler } from './http/handler.ts';
import type { Application, Request, Response } from './http/handler.ts';
import { Listener } from './http/listener.ts';
import { answerProblems, Problem } from './http/problem.ts';
import { Collector, serveCollector } from './otlp/serve-collector.ts';
import { seededRandom } from './random.ts';
import { Leases } from './registry/leases.ts';
import type { Registry } from './registry/registry.ts';
import { serveJsonRegistry } from './registry/serve-json-registry.ts';
import { serveLeases } from './registry/serve-leases.ts';
import { serveRegistry } from './registry/serve-registry.ts';
import type { TraceLog } from './trace-log.ts';

export interface ControlOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly seed: number;
  readonly registry: Registry;
  readonly log: TraceLog;
  /** What faults can be set on, besides the registry. */
  readonly targets: readonly FaultTarget[];
  /** The answer of `/__services`. */
  readonly services: () => unknown;
}

/** The listener on the base port: registry and collector, which faults may befall, and the control, which they never do. */
export class Control {
  private readonly options: ControlOptions;
  private readonly listener: Listener;
  private readonly leases: Leases;
  private readonly registryFaults: FaultSet;
  private readonly collectorFaults: FaultSet;

  constructor(options: ControlOptions) {
    this.options = options;
    this.leases = new Leases(options.registry);
    // Whoever waits for a change of the registry has to see that its answers have changed.
    this.registryFaults = new FaultSet(`${options.seed}/registry`, () =>
      options.registry.touchAll(),
    );
    this.collectorFaults = new FaultSet(`${options.seed}/collector`, () => undefined);
    this.listener = new Listener(options.port, this.createApp());
  }

  get url(): string {
    return this.listener.url;
  }

  get port(): number {
    return this.listener.port;
  }

  /** @throws PortTakenError */
  start(): Promise<void> {
    return this.listener.open();
  }

  async stop(): Promise<void> {
    this.leases.endAll();
    this.registryFaults.clear();
    this.collectorFaults.clear();
    await this.listener.close();
  }

  private createApp(): Application {
    const app = jsonServer.create().disable('x-powered-by');
    app.use(
      asyncHandler(async (req, res, next) => {
        if (await this.receive(req, res)) next();
      }),
    );
    app.use([...jsonServer.bodyParser]);
    this.serveControl(app);
    serveCollector(app, new Collector());
    const { registry, seed } = this.options;
    const isEmptied = (): boolean => this.registryFaults.strikes('empty');
    serveRegistry(app, {
      registry,
      random: seededRandom(`${seed}/registry/jitter`),
      isEmptied,
      signal: () => this.listener.signal,
    });
    serveLeases(app, registry, this.leases);
    serveJsonRegistry(app, { registry, isEmptied });
    answerProblems(app);
    return app;
  }

  private async receive(req: Request, res: Response): Promise<boolean> {
    const name = req.path.startsWith('/otlp/') ? 'collector' : 'registry';
    const entry = beginExchange(req, res, {
      service: name,
      id: name,
      zone: 'eu-west-1a',
      version: 'v1',
    });
    res.setHeader('Cache-Control', 'no-store');
    if (answerPreflight(req, res)) return false;
    const faults = this.faultsAt(req.path);
    if (faults === undefined) return true;
    this.options.log.add(entry);
    const hits = faults.draw({ health: false });
    entry.faults = hits.map(({ fault }) => fault.type);
    return injectFaults(req, res, hits, this.listener.signal);
  }

  /** The registry and the collector may fail, the control itself never does. */
  private faultsAt(path: string): FaultSet | undefined {
    if (/^\/(v1|registry)\//.test(path)) return this.registryFaults;
    return path.startsWith('/otlp/') ? this.collectorFaults : undefined;
  }

  private serveControl(app: Application): void {
    const { log, services } = this.options;
    app.get('/__services', (_req, res) => {
      res.json(services());
    });
    app.get('/__log', (req, res) => {
      res.json(
        log.list({
          service: queryText(req, 'service'),
          traceId: queryText(req, 'traceId'),
          ...readLimit(req),
        }),
      );
    });
    app.delete('/__log', (_req, res) => {
      log.clear();
      res.json([]);
    });
    const targets = [
      ...this.options.targets,
      targetOf('registry', this.registryFaults, registryFaultTypes),
      targetOf('collector', this.collectorFaults, collectorFaultTypes),
    ];
    serveFaults(app, {
      path: '/__faults/:service/:instance?',
      select: (req) => selectTargets(targets, req),
    });
    serveFaults(app, { path: '/__faults', select: (req) => selectAll(targets, req) });
  }
}

function targetOf(
  name: string,
  faults: FaultSet,
  faultTypes: FaultTarget['faultTypes'],
): FaultTarget {
  return { service: name, id: name, faults, faultTypes, settled: () => Promise.resolve() };
}

function selectTargets(targets: readonly FaultTarget[], req: Request): readonly FaultTarget[] {
  const { service, instance } = req.params;
  const ofService = targets.filter((target) => target.service === service);
  const selected = ofService.filter(({ id }) => instance === undefined || id === instance);
  if (selected.length > 0) return selected;
  const names =
    ofService.length > 0
      ? ofService.map(({ id }) => id)
      : [...new Set(targets.map((target) => target.service))];
  throw new Problem(
    404,
    'unknown-target',
    'Nothing of that name',
    `Known are ${names.join(', ')}.`,
    {
      members: { allowed: names },
    },
  );
}

/** A fault for everything at once is more likely a forgotten name than a wish. */
function selectAll(targets: readonly FaultTarget[], req: Request): readonly FaultTarget[] {
  if (req.method === 'GET' || req.method === 'DELETE') return targets;
  throw new Problem(400, 'no-target', 'No target', 'Name a service: /__faults/:service.');
}

function queryText(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function readLimit(req: Request): { limit?: number } {
  const text = queryText(req, 'limit');
  if (text === undefined) return {};
  if (/^[1-9]\d*$/.test(text)) return { limit: Number(text) };
  throw new Problem(400, 'invalid-field', 'A parameter is out of range', '"limit" is from 1.', {
    members: { field: 'limit', value: text, allowed: 'an integer from 1' },
  });
}
