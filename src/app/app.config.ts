import { provideHttpClient } from '@angular/common/http';
import { provideBrowserGlobalErrorListeners, type ApplicationConfig } from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
} from '@angular/router';
import { provideConvoy, withConvoy } from 'ngx-convoy';
import { appRoutes } from './app.routes';
import { convoyConfig, convoyExtensions } from './convoy.config';
import { PageTitle } from './shell/page-title';

/** The app's own, whichever host starts it. */
export const appProviders = [
  provideBrowserGlobalErrorListeners(),
  provideRouter(
    appRoutes,
    withComponentInputBinding(),
    withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
  ),
  { provide: TitleStrategy, useClass: PageTitle },
];

export const appConfig: ApplicationConfig = {
  providers: [
    appProviders,
    provideHttpClient(withConvoy()),
    provideConvoy(convoyConfig, ...convoyExtensions),
  ],
};
