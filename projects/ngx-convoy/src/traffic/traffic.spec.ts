import { TestBed } from '@angular/core/testing';
import { ManualClock } from 'ngx-convoy/testing';
import { CircuitBreakers } from '../circuit-breaker/circuit-breakers';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { Upstreams } from '../registry/upstreams';
import { Traffic } from './traffic';

function setUp() {
  const clock = new ManualClock();
  let frame: FrameRequestCallback | undefined;
  const request = spyOn(window, 'requestAnimationFrame').and.callFake((callback) => {
    frame = callback;
    return 1;
  });
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({ services: [{ name: 'orders', instances: ['http://a.test'] }] }),
      { provide: CLOCK, useValue: clock },
    ],
  });
  const upstream = TestBed.inject(Upstreams).get('orders');
  const call = (): void => {
    upstream?.count('success', 20, clock.now());
  };
  const nextFrame = (): void => {
    const callback = frame;
    frame = undefined;
    callback?.(0);
  };
  return { clock, request, call, nextFrame, upstream, traffic: TestBed.inject(Traffic) };
}

describe('Traffic', () => {
  it('shows all that happened since the last frame in one go', () => {
    const { traffic, call, nextFrame, request } = setUp();
    const orders = traffic.of('orders');
    expect(orders()?.calls).toBe(0);
    call();
    call();
    expect(orders()?.calls).toBe(0);
    expect(request).toHaveBeenCalledTimes(1);
    nextFrame();
    expect(orders()?.calls).toBe(2);
  });

  it('costs no frame while nobody reads', () => {
    const { traffic, call, nextFrame, request } = setUp();
    traffic.of('orders');
    call();
    expect(request).not.toHaveBeenCalled();

    traffic.of('orders')();
    call();
    nextFrame();
    request.calls.reset();
    // Nobody has read since that frame.
    call();
    expect(request).not.toHaveBeenCalled();
  });

  it('shows what time alone has changed, when asked to', () => {
    const { traffic, call, nextFrame, clock } = setUp();
    const orders = traffic.of('orders');
    call();
    expect(orders()?.calls).toBe(1);
    clock.advance(70_000);
    traffic.refresh();
    nextFrame();
    expect(orders()?.calls).toBe(0);
  });

  it('shows what an instance has to do', () => {
    const { traffic, upstream, clock } = setUp();
    const endpoint = upstream?.endpoint('http://a.test');
    if (endpoint === undefined) throw new Error('no such instance');
    endpoint.inFlight = 2;
    endpoint.latency.observe(40, clock.now());
    expect(traffic.ofInstance('orders', 'http://a.test')()).toEqual(
      jasmine.objectContaining({ inFlight: 2, latency: 40 }),
    );
    expect(traffic.ofInstance('orders', 'nobody')()).toBeUndefined();
    expect(traffic.of('nobody')()).toBeUndefined();
  });
});

describe('CircuitBreakers', () => {
  it('shows state, reason and window of a breaker, and steers it', () => {
    const { upstream, clock, nextFrame } = setUp();
    const breakers = TestBed.inject(CircuitBreakers);
    const orders = breakers.of('orders');
    expect([orders.state(), orders.totals()]).toEqual(['closed', { total: 0, failed: 0, slow: 0 }]);

    const permit = upstream?.breaker.acquire(clock.now());
    if (permit?.permitted) permit.fail(new Error('down'), 5);
    upstream?.count('failure', 5, clock.now());
    nextFrame();
    expect(orders.totals()).toEqual({ total: 1, failed: 1, slow: 0 });

    breakers.forceOpen('orders', 'maintenance');
    expect([orders.state(), orders.reason()]).toEqual(['forced-open', 'maintenance']);
    breakers.metricsOnly('orders', 'roll-out');
    expect(orders.state()).toBe('metrics-only');
    breakers.disable('orders', 'emergency');
    expect(orders.state()).toBe('disabled');
    breakers.reset('orders', 'over');
    expect([orders.state(), orders.reason()]).toEqual(['closed', 'over']);
  });

  it('refuses to steer what is not there', () => {
    setUp();
    expect(() => {
      TestBed.inject(CircuitBreakers).reset('nobody', 'x');
    }).toThrowError(/no service 'nobody'/);
  });
});
