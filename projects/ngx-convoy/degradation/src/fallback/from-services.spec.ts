import type { HttpResponse } from '@angular/common/http';
import { house, service, type House } from '../house.spec';
import { provenanceOf } from '../provenance/provenance';
import { fromCache } from './from-cache';
import { fromServices, type FallbackServicesStrategy } from './from-services';
import { fromStatic } from './from-static';

const services = [service('prices'), service('eu'), service('us')];
const down = { status: 503, statusText: 'down' };

function withOthers(strategy: FallbackServicesStrategy, ...more: ReturnType<typeof fromStatic>[]) {
  const it = house({ fallbacks: { prices: [...more, fromServices(['eu', 'us'], { strategy })] } }, [
    ...services,
  ]);
  return { ...it, ask: () => ask(it) };
}

function ask({ http, backend }: House) {
  const answers: HttpResponse<unknown>[] = [];
  const errors: unknown[] = [];
  const subscription = http.get('/api/prices/7', { observe: 'response' }).subscribe({
    next: (response) => answers.push(response),
    error: (error: unknown) => errors.push(error),
  });
  backend.expectOne('http://prices.test/7').flush(null, down);
  return { answers, errors, subscription };
}

describe('fromServices, sequential', () => {
  it('asks the next only when the one before has failed', () => {
    const { ask, backend } = withOthers('sequential');
    const { answers } = ask();
    const eu = backend.expectOne('http://eu.test/7');
    backend.expectNone('http://us.test/7');
    eu.flush(null, down);
    backend.expectOne('http://us.test/7').flush({ price: 4 });
    expect(answers.map(({ body }) => body)).toEqual([{ price: 4 }]);
    expect(answers.map((answer) => provenanceOf(answer).reason)).toEqual([
      'http 503, answered by us',
    ]);
  });

  it('comes before the cache, because it is live', () => {
    const { ask, backend, call } = withOthers('sequential', fromCache());
    call('/api/prices/7', { price: 5 });
    const { answers } = ask();
    backend.expectOne('http://eu.test/7').flush({ price: 4 });
    expect(answers.map(({ body }) => body)).toEqual([{ price: 4 }]);
  });

  it('leaves it to the cache when all have failed', () => {
    const { ask, backend, call } = withOthers('sequential', fromCache());
    call('/api/prices/7', { price: 5 });
    const { answers } = ask();
    for (const other of ['eu', 'us']) backend.expectOne(`http://${other}.test/7`).flush(null, down);
    expect(answers.map(({ body }) => body)).toEqual([{ price: 5 }]);
  });
});

describe('fromServices, parallel', () => {
  it('takes the first good answer and aborts the others', () => {
    const { ask, backend } = withOthers('parallel');
    const { answers } = ask();
    const eu = backend.expectOne('http://eu.test/7');
    backend.expectOne('http://us.test/7').flush({ price: 4 });
    expect(answers.map(({ body }) => body)).toEqual([{ price: 4 }]);
    expect(eu.cancelled).toBeTrue();
  });

  it('does not take a bad answer for the first', () => {
    const { ask, backend } = withOthers('parallel');
    const { answers } = ask();
    backend.expectOne('http://us.test/7').flush(null, down);
    backend.expectOne('http://eu.test/7').flush({ price: 4 });
    expect(answers.map(({ body }) => body)).toEqual([{ price: 4 }]);
  });

  it('goes on along the chain when all have failed', () => {
    const { ask, backend } = withOthers('parallel', fromStatic({ price: 0 }));
    const { answers } = ask();
    for (const other of ['us', 'eu']) backend.expectOne(`http://${other}.test/7`).flush(null, down);
    expect(answers.map(({ body }) => body)).toEqual([{ price: 0 }]);
  });

  it('aborts all when the caller loses interest', () => {
    const { ask, backend } = withOthers('parallel');
    const { subscription } = ask();
    const others = ['eu', 'us'].map((other) => backend.expectOne(`http://${other}.test/7`));
    subscription.unsubscribe();
    expect(others.map(({ cancelled }) => cancelled)).toEqual([true, true]);
  });

  it('sends no change to two services', () => {
    const { http, backend, breakers } = withOthers('parallel');
    breakers.forceOpen('prices', 'stopped');
    http.post('/api/prices', {}).subscribe();
    backend.expectOne('http://eu.test');
    backend.expectNone('http://us.test');
  });
});

describe('fromServices, circuit-breaker', () => {
  it('asks the first whose breaker admits', () => {
    const { ask, backend, breakers } = withOthers('circuit-breaker');
    breakers.forceOpen('eu', 'stopped');
    const { answers } = ask();
    backend.expectNone('http://eu.test/7');
    backend.expectOne('http://us.test/7').flush({ price: 4 });
    expect(answers.map(({ body }) => body)).toEqual([{ price: 4 }]);
  });

  it('asks that one only, and leaves the rest to the chain', () => {
    const { ask, backend } = withOthers('circuit-breaker', fromStatic({ price: 0 }));
    const { answers } = ask();
    backend.expectOne('http://eu.test/7').flush(null, down);
    backend.expectNone('http://us.test/7');
    expect(answers.map(({ body }) => body)).toEqual([{ price: 0 }]);
  });

  it('asks nobody when all breakers are open', () => {
    const { ask, breakers, backend } = withOthers('circuit-breaker');
    for (const other of ['eu', 'us']) breakers.forceOpen(other, 'stopped');
    const { errors } = ask();
    backend.verify();
    expect(errors).toEqual([jasmine.objectContaining({ status: 503 })]);
  });
});
