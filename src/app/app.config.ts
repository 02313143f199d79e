import { registerLocaleData } from '@angular/common';
import { provideHttpClient } from '@angular/common/http';
import localeEnIe from '@angular/common/locales/en-IE';
import {
  isDevMode,
  LOCALE_ID,
  provideBrowserGlobalErrorListeners,
  type ApplicationConfig,
} from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
} from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { provideConvoy, withConvoy } from 'ngx-convoy';
import { appRoutes } from './app.routes';
import { convoyConfig, convoyExtensions } from './convoy.config';
import { outboxTexts } from './outbox.config';
import { stuckRunAlerts } from './sagas.config';
import { PageTitle } from './shell/page-title';

// English as in Ireland: euros, and a clock of 24 hours.
registerLocaleData(localeEnIe);

/** The app's own, whichever host starts it. */
export const appProviders = [
  provideBrowserGlobalErrorListeners(),
  provideRouter(
    appRoutes,
    withComponentInputBinding(),
    withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
  ),
  { provide: LOCALE_ID, useValue: 'en-IE' },
  { provide: TitleStrategy, useClass: PageTitle },
  outboxTexts,
  stuckRunAlerts,
  // Keeps the app itself, and what it says in an outage; answers of services are the library's to keep. Not while developing.
  provideServiceWorker(
    'ngsw-worker.js',
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- its options are a class in name only
    { enabled: !isDevMode(), registrationStrategy: 'registerWhenStable:30000' },
  ),
];

export const appConfig: ApplicationConfig = {
  providers: [
    appProviders,
    provideHttpClient(withConvoy()),
    provideConvoy(convoyConfig, ...convoyExtensions),
  ],
};
