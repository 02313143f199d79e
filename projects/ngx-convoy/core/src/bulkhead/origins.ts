import type { Clock } from '../clock';
import { requireNumber, within } from '../options';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import { MeteredBulkhead, type MeteredBulkheadOptions } from './metered-bulkhead';

/** How many attempts may be under way at one origin. Every field is optional. */
export interface OriginOptions extends Omit<MeteredBulkheadOptions, 'limit'> {
  /** Attempts at an origin at the same time, >= 1, as far as is known when it is first seen. Default 6. */
  readonly limitOf?: ((origin: string) => number) | undefined;
  /** Attempts that may wait at an origin, >= 0; `false` for any number. Default 1,000. */
  readonly queueLimit?: number | false | undefined;
  /** Milliseconds, > 0, that an attempt may wait; `false` = as long as its call's deadline allows. Default `false`. */
  readonly maxWait?: number | false | undefined;
  /** Origins that are remembered, >= 1; beyond that those at which nothing happens are forgotten. Default 1,000. */
  readonly capacity?: number | undefined;
  /** The origin of URLs that name none, such as `https://shop.example`. Default: one without a name. */
  readonly self?: string | undefined;
  /** Called when an origin is first seen, or anything about it has moved. On the hot path: raise a flag, nothing more. */
  readonly moved?: ((origin: string) => void) | undefined;
}

/**
 * A bulkhead for each origin, shared by all services whose instances are there.
 *
 * A browser opens six connections to an origin over HTTP/1.1 and lets further requests wait, first come, first served,
 * whatever their urgency and while their timeouts run. Here they wait before they are sent: the most urgent goes first,
 * whichever service it belongs to, and a timeout begins when the attempt does.
 */
export class Origins {
  private readonly origins = new Map<string, Origin>();
  /** Of every URL seen, so that an attempt costs one look. */
  private readonly urls = new Map<string, Origin>();
  private readonly capacity: number;
  private readonly self: string;

  /** @throws ConfigurationError */
  constructor(
    private readonly options: OriginOptions,
    private readonly clock: Clock,
    private readonly deadlines: DeadlineTimer,
  ) {
    const { capacity = 1_000, self = '' } = options;
    this.capacity = requireNumber('origins.capacity', capacity, { min: 1, integer: true });
    this.self = self;
    // Throws now what would otherwise be thrown when the first origin is seen.
    this.create(self);
  }

  /** Every origin that is remembered. */
  get names(): readonly string[] {
    return [...this.origins.keys()];
  }

  /** The bulkhead of an origin, if it is remembered. @param name such as `https://api.example.com:8443` */
  get(name: string): MeteredBulkhead | undefined {
    return this.origins.get(name)?.bulkhead;
  }

  /** The bulkhead of the origin of `url`: absolute, or a path. */
  at(url: string): MeteredBulkhead {
    return (this.urls.get(url) ?? this.remember(url)).bulkhead;
  }

  private remember(url: string): Origin {
    const name = this.nameOf(url);
    let origin = this.origins.get(name);
    if (origin === undefined) {
      if (this.origins.size >= this.capacity) this.forgetOne();
      origin = { bulkhead: this.create(name), urls: [] };
      this.origins.set(name, origin);
      this.options.moved?.(name);
    }
    origin.urls.push(url);
    this.urls.set(url, origin);
    return origin;
  }

  private create(name: string): MeteredBulkhead {
    const { options } = this;
    const { limitOf, queueLimit = 1_000, maxWait = false, moved } = options;
    const settings = { ...options, limit: limitOf?.(name), queueLimit, maxWait };
    const bulkhead = within(
      'origins',
      () => new MeteredBulkhead(settings, this.clock, this.deadlines),
    );
    if (moved !== undefined) {
      bulkhead.moved = () => {
        moved(name);
      };
    }
    return bulkhead;
  }

  /** The one that has been known for longest among those at which nothing happens; when there is none, all stay. */
  private forgetOne(): void {
    for (const [name, { bulkhead, urls }] of this.origins) {
      if (bulkhead.inFlight + bulkhead.waiting > 0 || bulkhead.paused) continue;
      this.origins.delete(name);
      for (const url of urls) this.urls.delete(url);
      return;
    }
  }

  private nameOf(url: string): string {
    const [name = this.self] = ORIGIN.exec(url) ?? [];
    return name.toLowerCase().replace(DEFAULT_PORT, '$1$2');
  }
}

interface Origin {
  readonly bulkhead: MeteredBulkhead;
  readonly urls: string[];
}

/** RFC 6454: scheme, host and port of a URL that names them; the port that goes without saying is left out. */
const ORIGIN = /^https?:\/\/[^/?#]+/i;
const DEFAULT_PORT = /^(http(?=:.*:80$)|https(?=:.*:443$))(.*):\d+$/;
