import { TestBed } from '@angular/core/testing';
import type { TraceContext } from 'ngx-convoy/core';
import { convoy } from '../http/convoy-context';
import { IDS } from '../platform/tokens';
import { ActiveTrace } from './active-trace';
import { TraceScene, traceparentOf } from './trace-scene.spec';
import { Tracer } from './tracer';

const parent: TraceContext = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  sampled: true,
  tracestate: 'rojo=1',
  baggage: 'user=alice',
};

describe('The parent of a call', () => {
  it('is what the request says, before the active trace', () => {
    const scene = new TraceScene();
    const active = { ...parent, traceId: 'a'.repeat(32) };
    TestBed.inject(ActiveTrace).run(active, () => {
      scene.get('/api/orders/1', convoy({ trace: parent }));
    });
    expect(traceparentOf(scene.sent()).traceId).toBe(parent.traceId);
  });

  it('is what a traceparent of the app says, with its tracestate and baggage', () => {
    const scene = new TraceScene();
    scene.get('/api/orders/1', undefined, {
      traceparent: `00-${parent.traceId}-${parent.spanId}-01`,
      tracestate: 'congo=2',
      baggage: 'team=shop',
    });
    const { headers } = scene.sent().request;
    expect(headers.get('traceparent')).toContain(parent.traceId);
    expect(headers.get('tracestate')).toBe('congo=2');
    expect(headers.get('baggage')).toBe('team=shop');
  });

  it('is not what a malformed traceparent says, which is replaced', () => {
    const scene = new TraceScene();
    scene.get('/api/orders/1', undefined, { traceparent: 'nonsense' });
    expect(scene.sent().request.headers.get('traceparent')).toMatch(/^00-0{31}1-\w{16}-01$/);
  });

  it('is the active trace for what is subscribed to before the task returns, and no longer', async () => {
    const scene = new TraceScene();
    const active = TestBed.inject(ActiveTrace);
    await active.run(parent, async () => {
      scene.get('/api/orders/1');
      await Promise.resolve();
      scene.get('/api/orders/2');
      expect(active.current).toBeUndefined();
    });
    expect(traceparentOf(scene.sentTo('http://eu.test/1')).traceId).toBe(parent.traceId);
    expect(traceparentOf(scene.sentTo('http://us.test/2')).traceId).not.toBe(parent.traceId);
  });

  it('hands tracestate and baggage on to backends', () => {
    const scene = new TraceScene({ baggage: { team: 'shop & co' } });
    scene.get('/api/orders/1', convoy({ trace: parent }));
    const { headers } = scene.sent().request;
    expect(headers.get('tracestate')).toBe('rojo=1');
    expect(headers.get('baggage')).toBe('user=alice,team=shop%20%26%20co');
  });

  it('may come with baggage of the moment', () => {
    let page = 'home';
    const scene = new TraceScene({ baggage: () => ({ page }) });
    page = 'cart';
    scene.get();
    expect(scene.sent().request.headers.get('baggage')).toBe('page=cart');
  });
});

describe('Sampling', () => {
  it('is the ratio for traces that begin here, and is told to backends', () => {
    const scene = new TraceScene({ sampling: { ratio: 0 } });
    scene.get();
    expect(traceparentOf(scene.sent()).flags).toBe('00');
    scene.answer();
    expect(scene.last).toBeUndefined();
  });

  it("is the parent's, whatever the ratio", () => {
    const scene = new TraceScene({ sampling: { ratio: 0 } });
    scene.get('/api/orders/1', convoy({ trace: parent }));
    expect(traceparentOf(scene.sent()).flags).toBe('01');
    scene.answer();
    expect(scene.last?.traceId).toBe(parent.traceId);

    scene.get('/api/orders/2', convoy({ trace: { ...parent, sampled: false } }));
    expect(traceparentOf(scene.sent()).flags).toBe('00');
  });

  it('says of random ids that they are random', () => {
    const ids = { traceId: () => parent.traceId, spanId: () => parent.spanId, isRandom: true };
    const scene = new TraceScene({}, { provide: IDS, useValue: ids });
    scene.get();
    expect(traceparentOf(scene.sent()).flags).toBe('03');
  });

  it('keeps what failed all the same, and tells backends so from the second attempt on', () => {
    const scene = new TraceScene({ sampling: { ratio: 0 } });
    scene.get();
    expect(traceparentOf(scene.sent()).flags).toBe('00');
    scene.fail();
    scene.clock.advance(2_000);
    expect(traceparentOf(scene.sent()).flags).toBe('01');
    scene.answer();
    expect(scene.last?.outcome).toBe('success');
    const [call] = scene.traces.ofTrace(scene.last?.traceId ?? '')();
    expect(call?.attributes['convoy.sampling']).toBe('tail');
    expect(call?.flags).toBe(0);
  });

  it('keeps what was slow, and not what was merely cancelled', () => {
    const scene = new TraceScene({ sampling: { ratio: 0, slow: 500 } });
    scene.get();
    scene.answer(499);
    expect(scene.traces.kept).toBe(0);
    scene.get();
    scene.answer(500);
    expect(scene.traces.kept).toBe(1);
    scene.getAndForget();
    expect(scene.traces.kept).toBe(1);
  });

  it('keeps nothing of what is not in the sample when told so', () => {
    const scene = new TraceScene({ sampling: { ratio: 0, keepErrors: false } });
    scene.get('/api/orders/1', convoy({ retries: 0 }));
    scene.fail();
    expect(scene.errors.length).toBe(1);
    expect(scene.traces.recent().length).toBe(0);
  });
});

describe('An operation', () => {
  it('is a span with calls below it', () => {
    const scene = new TraceScene();
    const checkout = TestBed.inject(Tracer).begin('checkout', { attributes: { 'app.items': 3 } });
    scene.get('/api/orders/1', convoy({ trace: checkout.context, template: '/orders/{id}' }));
    scene.answer(30);
    scene.clock.advance(20);
    checkout.succeed();
    checkout.fail(new Error('too late'));
    const spans = scene.traces.ofTrace(checkout.context.traceId)();
    expect(spans.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'call GET /orders/{id}',
      'attempt GET /orders/{id}',
      'operation checkout',
    ]);
    const operation = spans[2];
    expect(spans[0]?.parentSpanId).toBe(operation?.spanId);
    expect((operation?.end ?? 0) - (operation?.start ?? 0)).toBe(50);
    expect(operation?.attributes).toEqual(
      jasmine.objectContaining({ 'app.items': 3, 'convoy.outcome': 'success' }),
    );
  });

  it('tells why it failed, without what may be secret', () => {
    const scene = new TraceScene();
    const checkout = TestBed.inject(Tracer).begin('checkout', { parent });
    checkout.fail(new RangeError('no https://x.test/a?token=secret'));
    const [span] = scene.traces.ofTrace(parent.traceId)();
    expect(span).toEqual(
      jasmine.objectContaining({
        parentSpanId: parent.spanId,
        status: 'error',
        message: 'no https://x.test/a',
      }),
    );
    expect(span?.attributes['error.type']).toBe('RangeError');
  });

  it('stands below the active trace unless told otherwise', () => {
    const scene = new TraceScene();
    const tracer = TestBed.inject(Tracer);
    TestBed.inject(ActiveTrace).run(parent, () => {
      expect(tracer.begin('a').context.traceId).toBe(parent.traceId);
      expect(tracer.begin('b', { parent: null }).context.traceId).not.toBe(parent.traceId);
    });
    expect(scene.traces.kept).toBe(0);
  });

  it('is kept although it is not in the sample when it failed', () => {
    const scene = new TraceScene({ sampling: { ratio: 0 } });
    const tracer = TestBed.inject(Tracer);
    tracer.begin('a').succeed();
    tracer.begin('b').cancel();
    tracer.begin('c').fail('no');
    expect(scene.traces.kept).toBe(1);
  });
});
