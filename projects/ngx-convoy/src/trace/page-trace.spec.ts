import { ApplicationRef, DOCUMENT, PendingTasks, REQUEST } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { PageTrace } from './page-trace';
import { TraceScene, traceparentOf } from './trace-scene.spec';
import type { TracingOptions } from './tracing';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

/** A page as a server has sent it. */
interface ServedPage {
  readonly meta?: Readonly<Record<string, string>>;
  readonly serverTiming?: Readonly<Record<string, string>>;
  readonly transferSize?: number;
}

function open(page: ServedPage, options: TracingOptions = {}): TraceScene {
  const served = document.implementation.createHTMLDocument();
  for (const [name, content] of Object.entries(page.meta ?? {})) {
    const meta = served.createElement('meta');
    meta.name = name;
    meta.content = content;
    served.head.append(meta);
  }
  const entries = Object.entries(page.serverTiming ?? {});
  const navigation = {
    transferSize: page.transferSize ?? 1_000,
    decodedBodySize: 3_000,
    serverTiming: entries.map(([name, description]) => ({ name, description })),
  };
  const view = instead(window, { performance: { getEntriesByType: () => [navigation] } });
  const fake = instead(document, {
    defaultView: view,
    querySelector: (selectors: string) => served.querySelector(selectors),
  });
  return new TraceScene(options, { provide: DOCUMENT, useValue: fake });
}

/** The real thing, but for some of its members. */
function instead<T extends object>(target: T, members: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get(real, key) {
      if (typeof key === 'string' && key in members) return members[key];
      const value: unknown = Reflect.get(real, key);
      // Methods of the platform want the real thing; classes must stay what they are.
      if (typeof value !== 'function' || Object.hasOwn(value, 'prototype')) return value;
      return (...args: readonly unknown[]): unknown => Reflect.apply(value, real, args);
    },
  });
}

function parentOfNextCall(scene: TraceScene): string | undefined {
  scene.get();
  const sent = traceparentOf(scene.sent()).traceId;
  scene.answer();
  return sent === traceId ? 'the page' : 'nobody';
}

describe('PageTrace', () => {
  const rows: readonly (readonly [
    rule: string,
    page: ServedPage,
    parent: 'the page' | 'nobody',
  ])[] = [
    ['reads a meta element', { meta: { traceparent } }, 'the page'],
    ['reads Server-Timing', { serverTiming: { traceparent } }, 'the page'],
    [
      'prefers the meta element',
      { meta: { traceparent }, serverTiming: { traceparent: traceparent.replace('4', '5') } },
      'the page',
    ],
    ['reads nothing from nothing', {}, 'nobody'],
    ['does not believe what is malformed', { meta: { traceparent: 'nonsense' } }, 'nobody'],
    [
      "does not believe a page from the browser's cache",
      { meta: { traceparent }, transferSize: 0 },
      'nobody',
    ],
  ];
  for (const [rule, page, parent] of rows) {
    it(rule, () => {
      const scene = open(page);
      const done = TestBed.inject(PendingTasks).add();
      expect(parentOfNextCall(scene)).toBe(parent);
      done();
    });
  }

  it('hands tracestate and baggage on', () => {
    const scene = open({ meta: { traceparent, tracestate: 'rojo=1', baggage: 'user=alice' } });
    scene.get();
    expect(scene.sent().request.headers.get('tracestate')).toBe('rojo=1');
    expect(scene.sent().request.headers.get('baggage')).toBe('user=alice');
  });

  it('says of a call that its parent is elsewhere', () => {
    const scene = open({ meta: { traceparent } });
    scene.get();
    scene.answer();
    const [call, attempt] = scene.traces.ofTrace(traceId)();
    expect([call?.parentSpanId, call?.parentIsRemote]).toEqual(['00f067aa0ba902b7', true]);
    expect(attempt?.parentIsRemote).toBeFalse();
  });

  it('ends when the app is stable', async () => {
    const scene = open({ meta: { traceparent } });
    const done = TestBed.inject(PendingTasks).add();
    expect(parentOfNextCall(scene)).toBe('the page');
    done();
    await TestBed.inject(ApplicationRef).whenStable();
    expect(parentOfNextCall(scene)).toBe('nobody');
  });

  it('ends after ten seconds when the app never comes to rest', () => {
    const scene = open({ meta: { traceparent } });
    const done = TestBed.inject(PendingTasks).add();
    expect(TestBed.inject(PageTrace).current?.traceId).toBe(traceId);
    scene.clock.advance(10_001);
    expect(TestBed.inject(PageTrace).current).toBeUndefined();
    done();
  });

  it('is not continued when told so', () => {
    expect(parentOfNextCall(open({ meta: { traceparent } }, { continuePage: false }))).toBe(
      'nobody',
    );
  });

  it('is that of the request on a server', () => {
    const request = new Request('https://shop.test', { headers: { traceparent } });
    const scene = new TraceScene({}, { provide: REQUEST, useValue: request });
    expect(parentOfNextCall(scene)).toBe('the page');
  });
});
