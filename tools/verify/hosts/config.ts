import type { Routes } from '@angular/router';
import { withTracing } from 'ngx-convoy';
import type { ConvoyConfig } from 'ngx-convoy';
import { fromCache, withDegradation } from 'ngx-convoy/degradation';
import { withMonitoring } from 'ngx-convoy/monitor';

/** One service with one instance, so that an answer proves that the interceptors chose where to send the request. */
export const config: ConvoyConfig = {
  services: [
    {
      name: 'greetings',
      match: '/api/greetings',
      instances: [`${location.origin}/instance-1/greetings`],
    },
  ],
};

export const extensions = [
  withTracing(),
  withMonitoring(),
  withDegradation({
    fallbacks: { greetings: [fromCache()] },
    features: { greetings: { needs: ['greetings'], label: 'Greetings' } },
  }),
];

export const routes: Routes = [
  {
    path: 'console',
    loadChildren: () => import('ngx-convoy/console').then((m) => m.consoleRoutes),
  },
];
