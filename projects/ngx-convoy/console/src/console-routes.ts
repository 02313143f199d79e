import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { OUTBOX } from 'ngx-convoy/degradation';
import { SAGAS } from 'ngx-convoy/flow';

/**
 * The routes of the admin console: one shell, and its screens as children.
 *
 * The host app guards the route; the console has no notion of who is looking.
 *
 * @usageNotes
 * ```ts
 * export const routes: Routes = [
 *   { path: 'console', loadChildren: () => import('ngx-convoy/console').then((m) => m.consoleRoutes) },
 * ];
 * ```
 */
export const consoleRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./shell/console-shell').then((m) => m.ConvoyConsole),
    children: [
      {
        path: '',
        title: 'Overview – Convoy console',
        loadComponent: () => import('./overview/overview').then((m) => m.ConvoyOverview),
      },
      {
        path: 'alerts',
        title: 'Alerts – Convoy console',
        loadComponent: () => import('./alerts/alerts-screen').then((m) => m.ConvoyAlertsScreen),
      },
      {
        path: 'metrics',
        title: 'Metrics – Convoy console',
        loadComponent: () => import('./metrics/metric-screen').then((m) => m.ConvoyMetricScreen),
      },
      {
        path: 'queues',
        title: 'Queues – Convoy console',
        loadComponent: () => import('./queues/queue-screen').then((m) => m.ConvoyQueueScreen),
      },
      {
        path: 'runs',
        title: 'Runs – Convoy console',
        loadComponent: () => import('./runs/run-screen').then((m) => m.ConvoyRunScreen),
      },
      {
        path: 'traces',
        title: 'Traces – Convoy console',
        loadComponent: () => import('./traces/trace-screen').then((m) => m.ConvoyTraceScreen),
      },
      {
        path: 'degradation',
        title: 'Degradation – Convoy console',
        loadComponent: () =>
          import('./degradation/degradation-screen').then((m) => m.ConvoyDegradationScreen),
      },
      {
        path: 'caches',
        title: 'Caches – Convoy console',
        loadComponent: () => import('./degradation/cache-screen').then((m) => m.ConvoyCacheScreen),
      },
      {
        path: 'outbox',
        title: 'Outbox – Convoy console',
        // Only where there is one: without withOutbox this address does not exist.
        canMatch: [() => inject(OUTBOX, { optional: true }) !== null],
        loadComponent: () => import('./outbox/outbox-screen').then((m) => m.ConvoyOutboxScreen),
      },
      {
        path: 'sagas',
        title: 'Sagas – Convoy console',
        // Only where there are any: without withSagas this address does not exist.
        canMatch: [() => inject(SAGAS, { optional: true }) !== null],
        loadComponent: () => import('./sagas/sagas-screen').then((m) => m.ConvoySagas),
      },
    ],
  },
];
