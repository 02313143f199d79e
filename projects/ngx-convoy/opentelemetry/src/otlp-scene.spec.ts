import { TestBed } from '@angular/core/testing';
import { CLOCK, IDS, provideConvoy, RANDOM, Tracer, Traces, withTracing } from 'ngx-convoy';
import { ManualClock, sequentialIds } from 'ngx-convoy/testing';
import { OtlpExporter } from './otlp-exporter';
import type { OtlpOptions } from './otlp-options';
import { OTLP_FETCH } from './otlp-sender';
import { withOtlp } from './with-otlp';

/** A request that the exporter has made, and is waiting for. */
interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: string;
  /** Names of its spans. */
  readonly names: readonly string[];
  readonly answer: (status: number, body?: unknown, headers?: Record<string, string>) => void;
  readonly fail: () => void;
}

interface Body {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly { readonly name: string }[] }[];
  }[];
}

/** An exporter whose collector is the spec. */
export class OtlpScene {
  readonly clock = new ManualClock();
  readonly sent: Sent[] = [];

  constructor(options: Partial<OtlpOptions> = {}, capacity = 500) {
    spyOn(console, 'warn');
    TestBed.configureTestingModule({
      providers: [
        provideConvoy(
          { services: [] },
          withTracing({ capacity }),
          withOtlp({ url: '/v1/traces', resource: { 'service.name': 'shop-web' }, ...options }),
        ),
        { provide: CLOCK, useValue: this.clock },
        { provide: RANDOM, useValue: () => 0.5 },
        { provide: IDS, useFactory: sequentialIds },
        {
          provide: OTLP_FETCH,
          useValue: (url: string, init: RequestInit) => this.receive(url, init),
        },
      ],
    });
    TestBed.inject(OtlpExporter);
  }

  get exporter(): OtlpExporter {
    return TestBed.inject(OtlpExporter);
  }

  get traces(): Traces {
    return TestBed.inject(Traces);
  }

  /** The last request. */
  get last(): Sent | undefined {
    return this.sent.at(-1);
  }

  /** An operation of this name ends; with so many characters in an attribute. */
  trace(name: string, size = 0): void {
    const attributes = Object.fromEntries(
      Array.from({ length: Math.ceil(size / 1_000) }, (_, i) => [`k${i}`, 'x'.repeat(1_000)]),
    );
    TestBed.inject(Tracer).begin(name, { attributes }).succeed();
  }

  /** The collector answers the last request. */
  async answer(
    status: number,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<void> {
    this.last?.answer(status, body, headers);
    await this.settle();
  }

  /** The last request gets no answer. */
  async fail(): Promise<void> {
    this.last?.fail();
    await this.settle();
  }

  /** Time passes, and what it set off is done. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  /** Reading the body of a real answer takes some turns of the event loop, though no time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setTimeout(resolve));
  }

  private receive(url: string, init: RequestInit): Promise<Response> {
    const body = typeof init.body === 'string' ? init.body : '';
    const { resourceSpans } = JSON.parse(body) as Body;
    const spans = resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
      this.sent.push({
        url,
        init,
        body,
        names: spans.map(({ name }) => name),
        answer: (status, answer = {}, headers = {}) => {
          resolve(new Response(JSON.stringify(answer), { status, headers }));
        },
        fail: () => {
          reject(new TypeError('Failed to fetch'));
        },
      });
    });
  }
}
