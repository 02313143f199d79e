import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { CircuitState } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { Upstreams } from '../registry/upstreams';
import { ConvoyCircuitBreaker } from './convoy-circuit-breaker';
import { ConvoyCircuitFallback } from './convoy-circuit-fallback';

@Component({
  selector: 'convoy-test-host',
  imports: [ConvoyCircuitBreaker, ConvoyCircuitFallback],
  template: `
    @if (isThere()) {
      <convoy-circuit-breaker
        serviceName="orders"
        [failureThreshold]="threshold()"
        [timeoutDuration]="1_000"
        (stateChange)="states.push($event)"
        (failure)="failures.push($event)"
      >
        <p>content</p>
        <ng-template convoyCircuitFallback let-circuit>
          resting: {{ circuit.state }}, {{ circuit.reason }}
        </ng-template>
      </convoy-circuit-breaker>
    }
  `,
})
class Host {
  readonly isThere = signal(true);
  readonly threshold = signal(2);
  readonly states: CircuitState[] = [];
  readonly failures: unknown[] = [];
}

async function setUp() {
  const clock = new ManualClock();
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({ services: [{ name: 'orders', instances: ['http://a.test'] }] }),
      { provide: CLOCK, useValue: clock },
    ],
  });
  const fixture = TestBed.createComponent(Host);
  await fixture.whenStable();
  const upstream = TestBed.inject(Upstreams).get('orders');
  if (upstream === undefined) throw new Error('no such service');
  const fail = (): void => {
    const permit = upstream.breaker.acquire();
    if (permit.permitted) permit.fail(new Error('down'), 5);
    upstream.count('failure', 5, clock.now(), new Error('down'));
  };
  const text = async (): Promise<string> => {
    await fixture.whenStable();
    return (fixture.nativeElement as HTMLElement).textContent.trim();
  };
  return { clock, fixture, host: fixture.componentInstance, upstream, fail, text };
}

describe('ConvoyCircuitBreaker', () => {
  it('shows its content while calls are let through, and the fallback while they are not', async () => {
    const { upstream, text } = await setUp();
    expect(await text()).toBe('content');
    upstream.breaker.moveTo('open', 'all failed');
    expect(await text()).toBe('resting: open, all failed');
    upstream.breaker.moveTo('closed', 'mended');
    expect(await text()).toBe('content');
  });

  it("applies its thresholds to the service's own breaker while it is there", async () => {
    const { host, fixture, upstream, fail, text } = await setUp();
    fail();
    expect(upstream.breaker.state).toBe('closed');
    fail();
    expect(upstream.breaker.state).toBe('open');
    expect(await text()).toContain('resting');

    upstream.breaker.moveTo('closed', 'mended');
    host.threshold.set(3);
    await fixture.whenStable();
    fail();
    fail();
    expect(upstream.breaker.state).toBe('closed');

    upstream.breaker.moveTo('closed', 'anew');
    host.isThere.set(false);
    await fixture.whenStable();
    for (let count = 0; count < 4; count += 1) fail();
    // The default again: five in a row.
    expect(upstream.breaker.state).toBe('closed');
    fail();
    expect(upstream.breaker.state).toBe('open');
  });

  it('tells of every move and of every failed call', async () => {
    const { host, fail, clock, upstream } = await setUp();
    fail();
    fail();
    clock.advance(5_000);
    upstream.breaker.acquire();
    expect(host.states).toEqual(['open', 'half-open']);
    expect(host.failures).toEqual([new Error('down'), new Error('down')]);
  });
});
