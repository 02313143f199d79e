import '@angular/compiler';
import { HttpClient, provideHttpClient } from '@angular/common/http';
import {
  Component,
  inject,
  provideZonelessChangeDetection,
  signal,
  type ApplicationRef,
} from '@angular/core';
import { bootstrapApplication, type BootstrapContext } from '@angular/platform-browser';
import { renderApplication } from '@angular/platform-server';
import {
  CircuitBreakers,
  injectTrace,
  provideConvoy,
  withConvoy,
  withRegistry,
  withTracing,
  consulRegistry,
} from 'ngx-convoy';
import { defineSaga } from 'ngx-convoy/core';
import {
  ConvoyFeature,
  ConvoyNotice,
  ConvoyOutboxNotice,
  fallbackDrills,
  fromCache,
  httpCache,
  inMemoryFlags,
  withDegradation,
  withFlags,
  withOutbox,
} from 'ngx-convoy/degradation';
import { withSagas } from 'ngx-convoy/flow';
import {
  ConvoyServiceMonitor,
  withAlertmanager,
  withAlertWebhook,
  withAnomalyAlerts,
  withDesktopNotifications,
  withHistory,
  withMonitoring,
  withSlos,
} from 'ngx-convoy/monitor';
import { withOtlp, withOtlpMetrics } from 'ngx-convoy/opentelemetry';

/*
 * An application that is rendered on a server with everything that the library has: an argument tells where its backends
 * are, its output is what came of several renderings. It has to come to an end by itself.
 */

const [backend = ''] = process.argv.slice(2);
const document = '<!doctype html><html><head></head><body><app-root></app-root></body></html>';

/** Asks for one greeting, and for one that fails often enough to open a circuit. */
@Component({
  selector: 'app-root',
  imports: [ConvoyFeature, ConvoyNotice, ConvoyOutboxNotice, ConvoyServiceMonitor],
  template: `
    <p id="answer" *convoyFeature="'greetings'">{{ answer() }}</p>
    <p id="circuit">{{ circuit() }}</p>
    <p id="trace">{{ trace }}</p>
    <convoy-notice />
    <convoy-outbox-notice />
    <convoy-service-monitor [services]="watched" />
  `,
})
class App {
  protected readonly answer = signal('waiting');
  protected readonly trace = injectTrace('page').traceId;
  protected readonly watched = [
    {
      name: 'greetings',
      healthEndpoint: '/health',
      checkInterval: 1_000,
      alertThresholds: { responseTime: 500, errorRate: 0.1, availability: 0.9 },
    },
  ];
  protected readonly circuit = inject(CircuitBreakers).of('failing').state;

  constructor() {
    const http = inject(HttpClient);
    http
      .get<{ readonly text: string }>('/api/greetings/1')
      .subscribe(({ text }) => this.answer.set(text));
    http.get('/api/failing').subscribe({ error: () => undefined });
  }
}

const greet = defineSaga('greet', { version: 1 })
  .step('once', { run: () => Promise.resolve('hello') })
  .build();

function bootstrap(context: BootstrapContext): Promise<ApplicationRef> {
  return bootstrapApplication(
    App,
    {
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withConvoy()),
        provideConvoy(
          {
            services: [
              {
                name: 'greetings',
                match: '/api/greetings',
                instances: [`${backend}/instance-1/greetings`],
                health: '/health',
              },
              {
                name: 'failing',
                match: '/api/failing',
                instances: [`${backend}/failing`],
                retry: { attempts: 0 },
                breaker: { consecutiveFailures: 1 },
              },
              { name: 'found', match: '/api/found', discover: true },
            ],
          },
          withTracing(),
          withRegistry(consulRegistry({ url: backend })),
          withMonitoring({ health: { interval: 1_000 } }),
          withHistory(),
          withSlos([{ name: 'greeted', service: 'greetings', objective: 0.9 }]),
          withAnomalyAlerts(),
          withDesktopNotifications(),
          withAlertmanager({ url: backend }),
          withAlertWebhook({ url: `${backend}/hook` }),
          withDegradation({
            fallbacks: { greetings: [fromCache()] },
            identity: () => 'ada',
            cache: httpCache({ services: { greetings: {} }, storage: 'indexed-db' }),
            drills: fallbackDrills({ share: 1 }),
            features: { greetings: { needs: ['greetings'], label: 'Greetings' } },
          }),
          withFlags(inMemoryFlags({ greetings: true })),
          withOutbox(),
          withSagas([greet]),
          withOtlp({ url: `${backend}/v1/traces`, resource: { 'service.name': 'greeter' } }),
          withOtlpMetrics({
            url: `${backend}/v1/metrics`,
            resource: { 'service.name': 'greeter' },
          }),
        ),
      ],
    },
    context,
  );
}

const pages = await Promise.all(
  ['/a', '/b'].map((url) => renderApplication(bootstrap, { document, url })),
);
console.log(JSON.stringify(pages));
