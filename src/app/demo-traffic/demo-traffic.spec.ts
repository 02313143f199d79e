import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { TabVisibility } from '../shared/tab-visibility';
import { DemoTraffic } from './demo-traffic';

describe('DemoTraffic', () => {
  const visible = signal(true);

  beforeEach(() => {
    localStorage.removeItem('harbour.traffic');
    visible.set(true);
    jasmine
      .clock()
      .install()
      .mockDate(new Date(2026, 4, 1));
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    history.replaceState(null, '', location.pathname);
  });

  it('makes about five calls a second, to all sixteen services', () => {
    const { backend } = open();
    const urls = pass(backend, 60_000);

    expect(urls.length / 60).toBeGreaterThan(4);
    expect(urls.length / 60).toBeLessThan(7);
    expect(new Set(urls.map((url) => url.split('/')[2])).size).toBe(16);
  });

  it('stops when it is switched off, takes back what is under way, and stays off', () => {
    const { traffic, backend } = open();
    jasmine.clock().tick(1_500);
    const underWay = backend.match(() => true);

    traffic.toggle();
    TestBed.tick();

    expect(underWay.length).toBeGreaterThan(0);
    expect(underWay.every(({ cancelled }) => cancelled)).toBeTrue();
    expect(pass(backend, 10_000)).toEqual([]);

    TestBed.resetTestingModule();

    expect(pass(open().backend, 10_000)).toEqual([]);
  });

  it('rests while nobody looks at the tab, and goes on afterwards', () => {
    const { backend } = open();
    pass(backend, 2_000);
    visible.set(false);
    TestBed.tick();

    expect(pass(backend, 30_000)).toEqual([]);

    visible.set(true);
    TestBed.tick();

    expect(pass(backend, 2_000).length).toBeGreaterThan(0);
  });

  it('goes on when a service fails', () => {
    const { backend } = open();
    const fail = { status: 503, statusText: 'Service Unavailable' };
    for (let second = 0; second < 5; second += 1) {
      jasmine.clock().tick(1_000);
      for (const request of backend.match(() => true)) request.flush(null, fail);
    }

    expect(pass(backend, 2_000).length).toBeGreaterThan(0);
  });

  it('waits for the answer: a slow backend sees less traffic, not more', () => {
    const { backend } = open();
    jasmine.clock().tick(60_000);

    expect(backend.match(() => true).length).toBe(6);
  });

  it('is quiet for a visit by ?traffic=off, and is not remembered to be', () => {
    history.replaceState(null, '', '?traffic=off');
    const { traffic, backend } = open();

    expect(traffic.enabled()).toBeFalse();
    expect(pass(backend, 5_000)).toEqual([]);
    expect(localStorage.getItem('harbour.traffic')).not.toBe('off');
  });

  function open() {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: TabVisibility, useValue: { visible } },
      ],
    });
    const traffic = TestBed.inject(DemoTraffic);
    traffic.start();
    TestBed.tick();
    return { traffic, backend: TestBed.inject(HttpTestingController) };
  }

  /** Lets time pass while every request is answered, and says what was asked for. */
  function pass(backend: HttpTestingController, ms: number): readonly string[] {
    const urls: string[] = [];
    for (let at = 0; at < ms; at += 100) {
      jasmine.clock().tick(100);
      for (const request of backend.match(() => true)) {
        urls.push(request.request.url);
        request.flush([]);
      }
    }
    return urls;
  }
});
