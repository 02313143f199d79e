import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  CLOCK,
  LeaderTab,
  provideConvoy,
  RANDOM,
  TAB_SCOPE,
  type ConvoyExtension,
} from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import type { AlertReport } from '../alerts/alert-report';
import { AlertStore } from '../alerts/alert-store';
import { OUTPUT_FETCH } from './post-json';

/** A request that an output has made. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface NotifyHouse {
  readonly clock: ManualClock;
  readonly store: AlertStore;
  readonly leads: WritableSignal<boolean>;
  readonly scope: string;
  readonly sent: Sent[];
  /** How requests are answered from now on; rejects where there is no answer. */
  answer: (sent: Sent) => Promise<Response>;
  /** Lets time pass, effects run and answers arrive. */
  pass(ms: number): Promise<void>;
}

/** An answer whose body is there at once: reading a real one takes turns of the event loop. */
export function answered(body: unknown, init: ResponseInit = {}): Response {
  return Object.assign(new Response('', init), { json: () => Promise.resolve(body) });
}

/** An app with outputs, a clock and a network in the spec's hands. */
export function notifyHouse(
  extensions: readonly ConvoyExtension[],
  scope: string = crypto.randomUUID(),
): NotifyHouse {
  const clock = new ManualClock(1_000_000);
  const leads = signal(true);
  const sent: Sent[] = [];
  const answers: Pick<NotifyHouse, 'answer'> = {
    answer: () => Promise.resolve(answered({})),
  };
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({ services: [] }, ...extensions),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: () => 0.5 },
      { provide: TAB_SCOPE, useValue: scope },
      { provide: LeaderTab, useValue: { leads } },
      {
        provide: OUTPUT_FETCH,
        useValue: (url: string, init: RequestInit) => {
          const { method = 'GET', headers, body } = init;
          const request: Sent = {
            ...{ url, method, headers: Object.fromEntries(new Headers(headers)) },
            body: typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined,
          };
          sent.push(request);
          return answers.answer(request);
        },
      },
    ],
  });
  const store = TestBed.inject(AlertStore);
  TestBed.tick();
  return Object.assign(answers, {
    ...{ clock, store, leads, scope, sent },
    pass: async (ms: number) => {
      TestBed.tick();
      clock.advance(ms);
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      TestBed.tick();
    },
  });
}

export function report(changes: Partial<AlertReport> = {}): AlertReport {
  return {
    ...{ id: 'a', service: 'orders', severity: 'critical', rule: 'down' },
    ...{ message: 'Orders is down', since: 1_000_000, state: 'firing', ...changes },
  };
}
