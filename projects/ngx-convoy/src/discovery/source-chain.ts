import type { EndpointDefinition } from 'ngx-convoy/core';
import type { EndpointObserver, EndpointSource, EndpointSourceRuntime } from './endpoint-source';

/**
 * Several registries in the order in which they are believed. The next one is asked only while all before it are in
 * trouble, and forgotten when one of those answers again.
 *
 * @usageNotes
 * ```ts
 * withRegistry(sourceChain(consulRegistry({ url: here }), consulRegistry({ url: there })))
 * ```
 */
export function sourceChain(
  first: EndpointSource,
  ...others: readonly EndpointSource[]
): EndpointSource {
  const sources = [first, ...others];
  return {
    name: first.name,
    origin: first.origin,
    registrar: sources.find(({ registrar }) => registrar !== undefined)?.registrar,
    watch: (service, observer, signal, runtime) => {
      new ChainWatch(sources, service, observer, runtime).start(signal);
    },
  };
}

/** One service, watched at as many sources as it takes. */
class ChainWatch {
  /** How to stop each source that is asked, in their order. */
  private readonly asked: AbortController[] = [];
  /** The last word of each that has one. */
  private readonly troubles: (string | undefined)[] = [];
  private isOver = false;

  constructor(
    private readonly sources: readonly EndpointSource[],
    private readonly service: string,
    private readonly observer: EndpointObserver,
    private readonly runtime: EndpointSourceRuntime,
  ) {}

  start(signal: AbortSignal): void {
    signal.addEventListener('abort', () => {
      this.isOver = true;
      this.stopFrom(0);
    });
    this.ask(0);
  }

  private ask(place: number): void {
    const source = this.sources[place];
    if (source === undefined || this.asked[place] !== undefined) return;
    const watch = new AbortController();
    this.asked[place] = watch;
    const observer: EndpointObserver = {
      endpoints: (endpoints, standIn) => {
        if (!watch.signal.aborted) this.answered(place, endpoints, standIn?.source ?? source);
      },
      problem: (message) => {
        if (!watch.signal.aborted) this.failed(place, message);
      },
    };
    source.watch(this.service, observer, watch.signal, this.runtime);
  }

  private answered(
    place: number,
    endpoints: readonly EndpointDefinition[],
    source: EndpointSource,
  ): void {
    this.troubles[place] = undefined;
    this.stopFrom(place + 1);
    if (place === 0) {
      this.observer.endpoints(endpoints);
    } else {
      const trouble = this.describe(`instances are those of ${source.name}`);
      this.observer.endpoints(endpoints, { source, trouble });
    }
  }

  private failed(place: number, message: string): void {
    this.troubles[place] = message;
    const { sources, troubles } = this;
    if (this.asked.length === place + 1 && place + 1 < sources.length) {
      if (!this.isOver) this.ask(place + 1);
    } else if (sources.every((_, each) => troubles[each] !== undefined)) {
      this.observer.problem(this.describe('no registry answers'));
    }
  }

  private describe(conclusion: string): string {
    const said = this.troubles.flatMap((trouble, place) =>
      trouble === undefined ? [] : [`${this.sources[place]?.name ?? ''} ${trouble}`],
    );
    return `${said.join('; ')}; ${conclusion}`;
  }

  private stopFrom(place: number): void {
    for (const watch of this.asked.splice(place)) watch.abort();
    this.troubles.length = Math.min(this.troubles.length, place);
  }
}
