import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ManualClock } from 'ngx-convoy/testing';
import { withConvoy } from '../http/with-convoy';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { Orchestrator } from './orchestrator';

describe('Orchestrator', () => {
  function setUp() {
    const clock = new ManualClock();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withConvoy()),
        provideHttpClientTesting(),
        provideConvoy({ services: [{ name: 'orders', instances: ['http://a.test/v1'] }] }),
        { provide: CLOCK, useValue: clock },
      ],
    });
    const backend = TestBed.inject(HttpTestingController);
    return { clock, backend, orchestrator: TestBed.inject(Orchestrator) };
  }

  it('calls a service by its name, through the interceptors', () => {
    const { orchestrator, backend } = setUp();
    const answers: unknown[] = [];
    orchestrator
      .request<{ id: number }>({ service: 'orders', path: '/orders/42', params: { full: true } })
      .subscribe((answer) => answers.push(answer.id));
    backend.expectOne('http://a.test/v1/orders/42?full=true').flush({ id: 42 });
    expect(answers).toEqual([42]);
  });

  it('passes method, body, headers and limits on', () => {
    const { orchestrator, backend, clock } = setUp();
    const errors: unknown[] = [];
    orchestrator
      .request({
        service: 'orders',
        path: '/orders',
        method: 'POST',
        body: { item: 7 },
        headers: { 'X-Mine': 'yes' },
        deadline: 500,
      })
      .subscribe({ error: (error: unknown) => errors.push(error) });
    const sent = backend.expectOne('http://a.test/v1/orders');
    expect(sent.request.method).toBe('POST');
    expect(sent.request.body).toEqual({ item: 7 });
    expect(sent.request.headers.get('X-Mine')).toBe('yes');
    clock.advance(550);
    expect(sent.cancelled).toBeTrue();
    expect(String(errors[0])).toContain('deadline of 500 ms');
  });
});
