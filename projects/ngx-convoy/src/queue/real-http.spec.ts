import { HttpClient, provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import type { ConvoyConfig, ServiceConfig } from '../config/convoy-config';
import { convoy } from '../http/convoy-context';
import { withConvoy } from '../http/with-convoy';
import { provideConvoy } from '../provide-convoy';

/** What the backend in karma.conf.cjs says of a request. */
interface Arrival {
  /** Requests with the same name that were under way, itself included. */
  readonly concurrent: number;
  /** Requests of any name that had come so far. */
  readonly arrived: number;
}

/** Services on the page's own origin, spoken to over HTTP/1.1 by the real browser. */
function setUp(slow: Partial<ServiceConfig>, origins: ConvoyConfig['origins']) {
  const names = ['slow', 'quick'];
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideConvoy({
        services: names.map((name) => ({
          name,
          match: `/backend/${name}`,
          retry: { attempts: 0 },
          ...(name === 'slow' ? slow : {}),
        })),
        origins,
      }),
    ],
  });
  const http = TestBed.inject(HttpClient);
  let call = 0;
  return (name: string, ms: number, priority: 'critical' | 'normal' = 'normal') => {
    // Each at a URL of its own: the browser's cache lets the same one be fetched once at a time.
    const url = `/backend/${name}?ms=${ms}&call=${++call}`;
    return firstValueFrom(http.get<Arrival>(url, { context: convoy({ priority }) }));
  };
}

describe('Queues with real HTTP', () => {
  it('let a slow service take no more than its share, so that others are answered meanwhile', async () => {
    const get = setUp({ bulkhead: { limit: 2 } }, false);
    const slow = Array.from({ length: 8 }, () => get('slow', 200));
    const quick = await get('quick', 0);
    const arrivals = await Promise.all(slow);
    expect(Math.max(...arrivals.map(({ concurrent }) => concurrent))).toBe(2);
    const before = arrivals.filter(({ arrived }) => arrived < quick.arrived);
    expect(before.length).toBe(2);
  });

  it('let a critical request of another service overtake those that wait at its origin', async () => {
    // Both limits, because what the browser knows of the protocol by now depends on the specs that ran before.
    const get = setUp({}, { http1: 2, multiplexed: 2 });
    const slow = Array.from({ length: 8 }, () => get('slow', 100));
    const critical = await get('quick', 0, 'critical');
    const arrivals = await Promise.all(slow);
    expect(Math.max(...arrivals.map(({ concurrent }) => concurrent))).toBe(2);
    const before = arrivals.filter(({ arrived }) => arrived < critical.arrived);
    expect(before.length).withContext('those that were under way, and no other').toBe(2);
  });
});
