import { registerLocaleData } from '@angular/common';
import { provideHttpClient } from '@angular/common/http';
import localeEnIe from '@angular/common/locales/en-IE';
import {
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
];

export const appConfig: ApplicationConfig = {
  providers: [
    appProviders,
    provideHttpClient(withConvoy()),
    provideConvoy(convoyConfig, ...convoyExtensions),
  ],
};
