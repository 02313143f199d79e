import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';

/** What is remembered of origins; beyond that the first is forgotten. */
const CAPACITY = 1_000;

/**
 * Which origins speak HTTP/1.1, by which the browser opens few connections, and which a protocol that needs only one.
 *
 * Learnt from what the page has loaded so far. The browser says it of the page's own origin, and of another only if
 * that sends `Timing-Allow-Origin`.
 */
@Service()
export class OriginProtocols {
  /** Called when something new is known of an origin. */
  learnt: ((origin: string) => void) | undefined = undefined;

  private readonly known = new Map<string, boolean>();

  constructor() {
    const Observer = inject(DOCUMENT).defaultView?.PerformanceObserver;
    if (Observer === undefined) return;
    const observer = new Observer((list) => {
      for (const entry of list.getEntries()) this.read(entry);
    });
    for (const type of ['navigation', 'resource']) observer.observe({ type, buffered: true });
    inject(DestroyRef).onDestroy(() => {
      observer.disconnect();
    });
  }

  /** Whether it is known to speak HTTP/1.1, or 1.0. @param origin such as `https://api.example.com` */
  isHttp1(origin: string): boolean {
    return this.known.get(origin) === true;
  }

  private read(entry: PerformanceEntry): void {
    const protocol = 'nextHopProtocol' in entry ? String(entry.nextHopProtocol) : '';
    // Empty when the browser may not say, or when nothing went over the network.
    if (protocol === '' || !/^https?:/.test(entry.name)) return;
    const end = entry.name.indexOf('/', 'https://'.length);
    const origin = end < 0 ? entry.name : entry.name.slice(0, end);
    const isHttp1 = protocol.startsWith('http/1');
    if (this.known.get(origin) === isHttp1) return;
    if (this.known.size >= CAPACITY) {
      for (const first of this.known.keys()) {
        this.known.delete(first);
        break;
      }
    }
    this.known.set(origin, isHttp1);
    this.learnt?.(origin);
  }
}
