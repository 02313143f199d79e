import { setTimeout as delay } from 'node:timers/promises';
import jsonServer from 'json-server';
import { instanceFaultTypes } from '../faults/fault.ts';
import { FaultSet } from '../faults/fault-set.ts';
import type { FaultTarget } from '../faults/fault-target.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { serveFaults } from '../faults/serve-faults.ts';
import { answerPreflight } from '../http/cors.ts';
import { beginExchange } from '../http/exchange.ts';
import { asyncHandler } from '../http/handler.ts';
import type { Application, Handler, Next, Request, Response } from '../http/handler.ts';
import { Listener } from '../http/listener.ts';
import { answerProblems } from '../http/problem.ts';
import { seededRandom } from '../random.ts';
import type { Random } from '../random.ts';
import type { InstanceProfile, ServiceDefinition } from '../services/service-definition.ts';
import type { LogEntry, TraceLog } from '../trace-log.ts';
import { Availability } from './availability.ts';
import { healthStatus, sendHealth } from './health.ts';
import type { HealthStatus } from './health.ts';

/** Never faulted, never logged. */
const controlPath = '/__faults';

export interface InstanceOptions {
  readonly definition: ServiceDefinition;
  readonly profile: InstanceProfile;
  /** `catalog-1` */
  readonly id: string;
  /** 0: any free one. */
  readonly port: number;
  readonly seed: number;
  /** Multiplies the profile's latency; 0 in tests that do not care. */
  readonly latencyScale: number;
  /** Shared with the sister instances. */
  readonly resources: readonly Handler[];
  readonly log: TraceLog;
  /** Told of every opening and closing of the listener. */
  readonly changed: (instance: Instance) => void;
}

/** One instance of a service, on a listener of its own, with faults of its own. */
export class Instance implements FaultTarget {
  readonly service: string;
  readonly id: string;
  readonly profile: InstanceProfile;
  readonly faults: FaultSet;
  readonly faultTypes = instanceFaultTypes;

  private readonly options: InstanceOptions;
  private readonly listener: Listener;
  private readonly availability: Availability;
  private readonly latencies: Random;
  private readonly entries = new WeakMap<Request, LogEntry>();
  private readonly began = performance.now();
  /** Milliseconds; a moving average that forgets the old within some ten answers. */
  private responseTime: number;

  constructor(options: InstanceOptions) {
    const { definition, profile, id, port, seed, latencyScale } = options;
    this.options = options;
    this.service = definition.name;
    this.id = id;
    this.profile = profile;
    this.latencies = seededRandom(`${seed}/${id}/latency`);
    this.responseTime = (profile.latency + profile.jitter / 2) * latencyScale;
    this.listener = new Listener(port, this.createApp());
    this.faults = new FaultSet(`${seed}/${id}`, () => this.availability.follow());
    this.availability = new Availability(this.listener, this.faults, () => options.changed(this));
  }

  get url(): string {
    return this.listener.url;
  }

  get port(): number {
    return this.listener.port;
  }

  get isUp(): boolean {
    return this.listener.isOpen;
  }

  /** @throws PortTakenError */
  async start(): Promise<void> {
    await this.listener.open();
  }

  settled(): Promise<void> {
    return this.availability.settled();
  }

  async stop(): Promise<void> {
    await this.availability.stop();
  }

  private createApp(): Application {
    const app = jsonServer.create().disable('x-powered-by');
    app.use((req, res, next) => {
      this.begin(req, res, next);
    });
    // Before anything waits: a caller who gives up takes with him what has not been read.
    app.use([...jsonServer.bodyParser]);
    serveFaults(app, {
      path: controlPath,
      select: () => [this],
      // A closed listener could not be asked to open again.
      faultTypes: instanceFaultTypes.filter((type) => type !== 'down' && type !== 'flapping'),
    });
    app.use(asyncHandler((req, res, next) => this.suffer(req, res, next)));
    app.get('/health', (_req, res) => {
      this.answerHealth(res);
    });
    app.use([...this.options.resources]);
    answerProblems(app);
    return app;
  }

  private begin(req: Request, res: Response, next: Next): void {
    const entry = beginExchange(req, res, {
      service: this.service,
      id: this.id,
      zone: this.profile.zone,
      version: this.profile.version,
    });
    this.entries.set(req, entry);
    if (req.path !== controlPath) this.options.log.add(entry);
    if (!answerPreflight(req, res)) next();
  }

  /** The faults, and the time that the work takes. */
  private async suffer(req: Request, res: Response, next: Next): Promise<void> {
    const { signal } = this.listener;
    const health = req.path === '/health';
    const hits = this.faults
      .draw({ health })
      // An error rate that makes `/health` fail is told there in so many words, not by a bare status.
      .filter(({ fault }) => !(health && fault.type === 'errors' && this.status === 'fail'));
    const entry = this.entries.get(req);
    if (entry !== undefined) {
      entry.faults = hits.map(({ fault }) => fault.type);
      res.once('finish', () => {
        if (!health) this.responseTime += (entry.ms - this.responseTime) / 5;
      });
    }
    res.setHeader('Cache-Control', this.cacheControl(req));
    // What an answer looks like depends on what was asked for; caches are told, although json-server knows JSON only.
    res.vary('Accept');
    // Browsers add `no-cache` to a fetch with its own If-None-Match, and Express then never answers 304.
    if (req.get('If-None-Match') !== undefined) delete req.headers['cache-control'];
    if (!(await injectFaults(req, res, hits, signal))) return;
    await delay(this.drawLatency(), undefined, { signal });
    next();
  }

  private cacheControl({ method, path }: Request): string {
    if (method !== 'GET' && method !== 'HEAD') return 'no-store';
    const [, resource = ''] = path.split('/');
    return this.options.definition.caching?.[resource] ?? 'max-age=0';
  }

  private get status(): HealthStatus {
    return healthStatus(this.faults);
  }

  private drawLatency(): number {
    const { latency, jitter } = this.profile;
    return (latency + jitter * this.latencies()) * this.options.latencyScale;
  }

  private answerHealth(res: Response): void {
    const { definition, profile } = this.options;
    sendHealth(
      res,
      {
        service: this.service,
        id: this.id,
        description: `${this.service} (${definition.business}) in ${profile.zone}`,
        version: profile.version,
        releaseId: definition.releases[profile.version] ?? profile.version,
        uptime: (performance.now() - this.began) / 1_000,
        responseTime: this.responseTime,
        status: this.status,
      },
      definition.health,
    );
  }
}
