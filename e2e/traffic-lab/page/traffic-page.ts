// The page of the traffic laboratory: the library on real backends, set up as a test wants it. Built by lab-server.ts.
import '@angular/compiler';
import {
  HttpClient,
  HttpErrorResponse,
  HttpResponse,
  provideHttpClient,
} from '@angular/common/http';
import { provideZonelessChangeDetection, type ApplicationRef } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import {
  CLOCK,
  consulRegistry,
  jsonRegistry,
  provideConvoy,
  RANDOM,
  Registrations,
  ServiceRegistry,
  withConvoy,
  withRegistry,
  type EndpointSource,
  type Lease,
} from 'ngx-convoy';
import type { Clock } from 'ngx-convoy/core';
import { seededRandom } from 'ngx-convoy/testing';
import { firstValueFrom } from 'rxjs';
import type { LabSetup, TrafficLab, Volley, VolleyOutcome } from '../traffic-lab-api';

let app: ApplicationRef | undefined;
let numbers = 0;
const leases = new Map<string, Lease>();

/** The system's clock, faster: what waits for seconds in a registry's interest need not be waited for here. */
class FastClock implements Clock {
  private readonly start = Date.now();

  constructor(private readonly speed: number) {}

  now(): number {
    return this.start + (Date.now() - this.start) * this.speed;
  }

  schedule(at: number, task: () => void): () => void {
    const timer = setTimeout(task, (at - this.now()) / this.speed);
    return () => {
      clearTimeout(timer);
    };
  }
}

function sourceOf({ registry }: LabSetup): EndpointSource | undefined {
  if (registry === undefined) return undefined;
  if (registry.type === 'json') {
    return jsonRegistry({ url: registry.url, interval: registry.interval, list: 'instances' });
  }
  return consulRegistry({ url: registry.url, wait: registry.wait });
}

const traffic: TrafficLab = {
  open: async (setup) => {
    const { services, speed = 1 } = setup;
    const source = sourceOf(setup);
    app = await createApplication({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withConvoy()),
        source === undefined
          ? provideConvoy({ services })
          : provideConvoy({ services }, withRegistry(source, { memory: false })),
        { provide: RANDOM, useValue: seededRandom(7) },
        ...(speed === 1 ? [] : [{ provide: CLOCK, useValue: new FastClock(speed) }]),
      ],
    });
    app.tick();
  },
  fire: async (volley) => {
    const http = running().injector.get(HttpClient);
    const began = performance.now();
    const isOver = (): boolean => performance.now() - began >= volley.duration;
    const outcomes: VolleyOutcome[] = [];
    const send = async (): Promise<void> => {
      outcomes.push(await ask(http, volley, began));
    };
    if (volley.every !== undefined) {
      const sent: Promise<void>[] = [];
      // By the clock, not by the timer: a browser's timers come late, but as many must be sent.
      for (let number = 0; !isOver(); number += 1) {
        sent.push(send());
        const due = began + (number + 1) * volley.every;
        await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
      }
      await Promise.all(sent);
    } else {
      const lanes = Array.from({ length: volley.width ?? 1 }, async () => {
        while (!isOver()) await send();
      });
      await Promise.all(lanes);
    }
    return outcomes;
  },
  instances: (service) =>
    running()
      .injector.get(ServiceRegistry)
      .instancesOf(service)()
      .map(({ id }) => id),
  setInstances: (service, instances) => {
    running().injector.get(ServiceRegistry).setInstances(service, instances);
  },
  problem: (service) =>
    running()
      .injector.get(ServiceRegistry)
      .problems()
      .find((each) => each.service === service)?.message,
  announce: (service, endpoint, ttl) => {
    const lease = running().injector.get(Registrations).announce(service, endpoint, { ttl });
    leases.set(endpoint.id, lease);
  },
  lease: (id) => {
    const lease = leases.get(id);
    return { state: lease?.state() ?? 'unknown', problem: lease?.problem() };
  },
  withdraw: async (id) => {
    await leases.get(id)?.withdraw();
  },
};
Object.assign(window, { traffic });

function running(): ApplicationRef {
  if (app === undefined) throw new Error('Nothing is open.');
  return app;
}

async function ask(http: HttpClient, volley: Volley, began: number): Promise<VolleyOutcome> {
  const { url, method = 'GET', body } = volley;
  const sent = performance.now();
  const answer = await firstValueFrom(
    // Chromium lets requests for the same URL wait for each other, in case the answer can be kept.
    http.request(method, `${url}?request=${(numbers += 1)}`, {
      body,
      observe: 'response',
      responseType: 'text',
    }),
  ).catch((error: unknown) => error);
  const isAnswer = answer instanceof HttpResponse || answer instanceof HttpErrorResponse;
  return {
    status: isAnswer ? answer.status : 0,
    instance: isAnswer ? (answer.headers.get('X-Instance') ?? '') : '',
    sentAt: sent - began,
    took: performance.now() - sent,
  };
}
