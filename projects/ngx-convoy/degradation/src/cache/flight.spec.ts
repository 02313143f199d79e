import { signal } from '@angular/core';
import { convoy } from 'ngx-convoy';
import { bodies, down, first, scene } from './cache-scene.spec';

describe('Requests that ask the same at the same time', () => {
  it('are sent once, and each gets a copy of its own', () => {
    const { get, sent } = scene();
    const asked = [get(), get(), get()];
    const requests = sent();
    expect(requests.length).toBe(1);
    for (const request of requests) request.flush({ tags: ['a'] });
    expect(asked.flatMap(bodies)).toEqual([{ tags: ['a'] }, { tags: ['a'] }, { tags: ['a'] }]);
    expect(new Set(asked.flatMap(bodies)).size).toBe(3);
    expect(asked.map((each) => first(each).headers.get('Cache-Status'))).toEqual([
      null,
      'convoy; fwd=miss; stored; collapsed',
      'convoy; fwd=miss; stored; collapsed',
    ]);
  });

  it('go on when one of them is given up, and end with the last one', () => {
    const { get, sent } = scene();
    const [a, b] = [get(), get()];
    const [request] = sent();
    a.unsubscribe();
    expect(request?.cancelled).toBeFalse();
    b.unsubscribe();
    expect(request?.cancelled).toBeTrue();
  });

  it('fail together', () => {
    const { get, sent } = scene();
    const asked = [get(), get()];
    for (const request of sent()) request.flush(null, down);
    expect(asked.flatMap(({ errors }) => errors.map(({ status }) => status))).toEqual([503, 503]);
  });

  it('are not the same when one of them has less time', () => {
    const { get, sent } = scene();
    get('/7', { context: convoy({ deadline: 10_000 }) });
    get('/7', { context: convoy({ deadline: 1_000 }) });
    expect(sent().length).toBe(2);
  });

  it('are not the same with another header or another user', () => {
    const user = signal('ada');
    const { get, sent } = scene({}, { identity: () => user() });
    get();
    get('/7', { headers: { Accept: 'text/plain' } });
    get('/7', { headers: { Authorization: 'Bearer ada' } });
    user.set('bob');
    get();
    expect(sent().length).toBe(4);
  });

  it('are each sent when the answer is for one only (RFC 9111, 4)', () => {
    const { get, sent } = scene();
    const asked = [get(), get()];
    for (const request of sent()) {
      request.flush('for one', { headers: { 'Cache-Control': 'no-store' } });
    }
    expect(asked.map(bodies)).toEqual([['for one'], []]);
    for (const request of sent()) request.flush('for the other');
    expect(asked.map(bodies)).toEqual([['for one'], ['for the other']]);
  });
});
