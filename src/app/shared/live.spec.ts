import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal, type Signal } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { TestBed } from '@angular/core/testing';
import { filter, Subject, take } from 'rxjs';
import { live, type Live } from './live';
import { TabVisibility } from './tab-visibility';

describe('live', () => {
  const unavailable = { status: 503, statusText: 'Service Unavailable' };
  const kept = { headers: { 'Cache-Status': 'convoy; hit; convoy-source=stale' } };
  const visible = signal(true);
  let backend: HttpTestingController;

  beforeEach(() => {
    jasmine
      .clock()
      .install()
      .mockDate(new Date(2026, 4, 1));
    visible.set(true);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: TabVisibility, useFactory: tab },
      ],
    });
    backend = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  it('asks at once, and again so long after each answer', () => {
    const prices = open(() => '/prices', 10_000);

    expect(prices()).toEqual({ kind: 'loading' });
    backend.expectOne('/prices').flush([1]);

    expect(prices()).toEqual({ kind: 'ready', value: [1], kept: false });
    pass(9_999);
    backend.expectNone('/prices');
    pass(1);
    backend.expectOne('/prices').flush([2]);

    expect(prices()).toEqual({ kind: 'ready', value: [2], kept: false });
  });

  it('keeps showing what it has while it asks again', () => {
    const prices = open(() => '/prices', 10_000);
    backend.expectOne('/prices').flush([1]);
    pass(10_000);

    expect(prices().kind).toBe('ready');
    backend.expectOne('/prices');
  });

  for (const [title, answer] of [
    ['an answer failed', () => backend.expectOne('/prices').flush(null, unavailable)],
    ['an answer was kept from before', () => backend.expectOne('/prices').flush([1], kept)],
  ] as const) {
    it(`asks sooner after ${title}`, () => {
      open(() => '/prices', 30_000);
      answer();
      pass(4_000);
      backend.expectOne('/prices');
    });
  }

  it('says so when an answer fails, and recovers by itself', () => {
    const prices = open(() => '/prices', 5_000);
    backend.expectOne('/prices').flush(null, unavailable);

    expect(prices()).toEqual({ kind: 'failed' });
    pass(4_000);
    backend.expectOne('/prices').flush([3]);

    expect(prices()).toEqual({ kind: 'ready', value: [3], kept: false });
  });

  it('forgets the answer to another question', () => {
    const person = signal(1);
    const account = open(() => `/accounts/${person()}`, 5_000);
    backend.expectOne('/accounts/1').flush({ owner: 'Anna' });
    person.set(2);
    TestBed.tick();

    expect(account()).toEqual({ kind: 'loading' });
    backend.expectOne('/accounts/2');
  });

  it('asks at once when it is told to', () => {
    const again = new Subject<void>();
    open(() => '/transfers', 60_000, again);
    backend.expectOne('/transfers').flush([]);
    again.next();
    TestBed.tick();
    backend.expectOne('/transfers');
  });

  it('waits until somebody looks at the tab', () => {
    open(() => '/prices', 1_000);
    backend.expectOne('/prices').flush([1]);
    visible.set(false);
    pass(60_000);
    backend.expectNone('/prices');
    visible.set(true);
    TestBed.tick();
    backend.expectOne('/prices');
  });

  function tab(): Pick<TabVisibility, 'visible' | 'whenVisible'> {
    const changes = toObservable(visible);
    return { visible, whenVisible: () => changes.pipe(filter(Boolean), take(1)) };
  }

  function open<T>(url: () => string, every: number, again?: Subject<void>): Signal<Live<T>> {
    const state = TestBed.runInInjectionContext(() =>
      live<T>(url, again === undefined ? { every } : { every, again }),
    );
    TestBed.tick();
    return state;
  }

  function pass(ms: number): void {
    jasmine.clock().tick(ms);
    TestBed.tick();
  }
});
