import { TestBed } from '@angular/core/testing';
import { convoy } from '../http/convoy-context';
import { Upstreams } from '../registry/upstreams';
import { TraceScene } from './trace-scene.spec';
import { Tracer } from './tracer';

describe('Traces', () => {
  it('keep nothing of a query, wherever it could come from', () => {
    const scene = new TraceScene();
    scene.get('/api/orders/42?token=secret#secret', convoy({ retries: 0 }));
    scene.fail(500);
    scene.get('/api/orders/7;sid=secret?token=secret');
    scene.answer();
    expect(scene.traces.recent().map(({ path }) => path)).toEqual(['/7', '/42']);
    const told = JSON.stringify([
      scene.traces.recent().map(({ detail, notes, attempts }) => [detail, notes, attempts]),
      scene.traces.recent().map(({ traceId }) => scene.traces.ofTrace(traceId)()),
    ]);
    expect(told).not.toContain('secret');
    expect(told).toContain('"url.full":"http://eu.test/42"');
    expect(String((scene.errors[0] as { readonly message?: string }).message))
      .withContext("Angular's own message would tell")
      .toContain('secret');
  });

  it('keep the parameters that are allowed, and let the app rewrite paths', () => {
    const scene = new TraceScene({
      redact: { queryParameters: ['page'], path: (path) => path.replace('/42', '/{id}') },
    });
    scene.get('/api/orders/42?token=secret&page=2');
    expect(scene.sent().request.url).toBe('http://eu.test/42?token=secret&page=2');
    scene.answer();
    expect(scene.last?.path).toBe('/{id}?page=2');
  });

  it('keep the last ones only', () => {
    const scene = new TraceScene({ capacity: 2 });
    for (const id of [1, 2, 3]) {
      scene.get(`/api/orders/${id}`);
      scene.answer();
    }
    expect(scene.traces.recent().map(({ path }) => path)).toEqual(['/3', '/2']);
    expect(scene.traces.kept).toBe(3);
  });

  it('say what was refused and by whom', () => {
    const scene = new TraceScene();
    scene.get();
    scene.answer();
    TestBed.inject(Upstreams).get('orders')?.breaker.moveTo('forced-open', 'maintenance');
    scene.get();
    expect(scene.last?.outcome).toBe('rejected');
    const [call, refusal, ...more] = scene.traces.ofTrace(scene.last?.traceId ?? '')();
    expect(more).toEqual([]);
    expect(call?.status).toBe('error');
    expect(refusal?.name).toBe('refused by breaker');
    expect(refusal?.attributes['error.type']).toBe('circuit-open');
  });

  it('tell listeners of what was kept, and exporters what they missed', () => {
    const scene = new TraceScene({ capacity: 2 });
    const { traces } = scene;
    let heard = 0;
    const cursor = traces.kept;
    const stop = traces.listen(() => (heard += 1));
    for (const name of ['a', 'b', 'c']) TestBed.inject(Tracer).begin(name).succeed();
    stop();
    TestBed.inject(Tracer).begin('d').succeed();
    expect(heard).toBe(3);
    const news = traces.since(cursor);
    expect(news.missed).toBe(2);
    expect(traces.spans(news.items).map(({ name }) => name)).toEqual(['c', 'd']);
  });
});
