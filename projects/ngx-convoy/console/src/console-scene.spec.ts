import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import {
  CLOCK,
  provideConvoy,
  RANDOM,
  TAB_SCOPE,
  withConvoy,
  type ConvoyExtension,
  type ServiceConfig,
} from 'ngx-convoy';
import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { consoleRoutes } from './console-routes';
import { provideConsole, type ConsoleOptions } from './provide-console';

/** A service with one or more instances that never retries, so that a spec counts what it sends. */
export function someService(name: string, group = 'shop', instances = 1): ServiceConfig {
  return {
    name,
    group,
    match: `/api/${name}`,
    retry: { attempts: 0 },
    instances: Array.from({ length: instances }, (_, index) => ({
      id: `${name}-${index + 1}`,
      url: `http://${name}-${index + 1}.test`,
      zone: index === 0 ? 'eu-1' : 'us-1',
      version: 'v1',
    })),
  };
}

/** What a spec may say about the scene; everything else is the real thing. */
export interface SceneOptions extends ConsoleOptions {
  readonly url?: string;
  readonly services?: readonly ServiceConfig[];
  readonly extensions?: readonly ConvoyExtension[];
}

/** The console on screen, over the real root room with a clock and a backend in the spec's hands. */
export class ConsoleScene {
  readonly clock = new ManualClock(new Date(2026, 10, 23, 14, 2).getTime());
  private fixture: RouterTestingHarness | undefined;

  static async open(given: SceneOptions = {}): Promise<ConsoleScene> {
    const { url = '/console', services, extensions = [], ...options } = given;
    const scene = new ConsoleScene();
    TestBed.configureTestingModule({
      providers: [
        { provide: CLOCK, useValue: scene.clock },
        { provide: RANDOM, useValue: seededRandom(7) },
        // What one spec keeps in storage is not the next one's.
        { provide: TAB_SCOPE, useValue: crypto.randomUUID() },
        provideHttpClient(withConvoy()),
        provideHttpClientTesting(),
        provideConvoy(
          {
            services: services ?? [
              someService('catalog', 'shop', 3),
              someService('recommendations', 'shop', 2),
              someService('accounts', 'bank'),
            ],
          },
          ...extensions,
        ),
        provideRouter([
          { path: 'console', providers: [provideConsole(options)], children: consoleRoutes },
          { path: 'elsewhere', children: [] },
        ]),
      ],
    });
    scene.fixture = await RouterTestingHarness.create();
    await scene.fixture.navigateByUrl(url);
    await scene.settle();
    return scene;
  }

  get root(): HTMLElement {
    const root = this.fixture?.fixture.nativeElement as HTMLElement | undefined;
    if (root === undefined) throw new Error('The scene is not open.');
    return root;
  }

  get url(): string {
    return TestBed.inject(Router).url;
  }

  /** Lets time pass, and the screen follow. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  /** Promises that are under way (lazy routes, answers that are read) come to their end within a turn or two. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 2; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve));
      await this.fixture?.fixture.whenStable();
    }
  }

  /** Waits for the animation frame that publishes numbers and traces, and for the screen to follow; not for what still runs. */
  async frame(): Promise<void> {
    for (let turn = 0; turn < 2; turn += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async leave(): Promise<void> {
    await TestBed.inject(Router).navigateByUrl('/elsewhere');
    await this.settle();
  }

  /** Calls a service through the interceptors, and lets its backend answer after so many milliseconds. */
  async call(service: string, status = 200, ms = 20): Promise<void> {
    let outcome = '';
    TestBed.inject(HttpClient)
      .get(`/api/${service}/1`)
      .subscribe({ next: () => (outcome = 'answered'), error: () => (outcome = 'failed') });
    this.clock.advance(ms);
    const requests = TestBed.inject(HttpTestingController).match(() => true);
    for (const request of requests) {
      request.flush(status < 400 ? { id: 1 } : 'no', { status, statusText: 'as told' });
    }
    this.clock.advance(0);
    await this.settle();
    if (requests.length > 0 && outcome === '') throw new Error('The call did not end.');
  }

  /** So many failures in a row open a breaker with default options. */
  async breakDown(service: string): Promise<void> {
    for (let count = 0; count < 5; count += 1) await this.call(service, 503);
    await this.settle();
  }

  /** The row of a service, or `undefined` when the filter hides it. */
  row(service: string): HTMLElement | undefined {
    return this.root.querySelector<HTMLElement>(`tr[data-service="${service}"]`) ?? undefined;
  }

  rows(): readonly string[] {
    return [...this.root.querySelectorAll('tr[data-service]')].map(
      (row) => row.getAttribute('data-service') ?? '',
    );
  }

  /** What is written in the first element that matches, with blanks as one sees them. */
  text(selector: string, within: Element = this.root): string {
    return (within.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  }

  has(selector: string): boolean {
    return this.root.querySelector(selector) !== null;
  }

  /** The button or link of that accessible name. */
  control(name: string): HTMLElement {
    const found = this.find(name);
    if (found === undefined) throw new Error(`There is no control '${name}'.`);
    return found;
  }

  find(name: string): HTMLElement | undefined {
    return [...this.root.querySelectorAll<HTMLElement>('button, a, summary')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name,
    );
  }

  async press(name: string): Promise<void> {
    this.control(name).click();
    await this.settle();
  }

  async type(selector: string, value: string): Promise<void> {
    const field = this.root.querySelector<HTMLInputElement>(selector);
    if (field === null) throw new Error(`There is no field '${selector}'.`);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await this.settle();
  }

  async key(key: string, target: Element = document.body): Promise<KeyboardEvent> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
    await this.settle();
    return event;
  }
}
