import { provideHttpClient } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { provideConvoy, withConvoy } from 'ngx-convoy';
import { App } from './app';
import { config, extensions, routes } from './config';

bootstrapApplication(App, {
  providers: [
    provideRouter(routes),
    provideHttpClient(withConvoy()),
    provideConvoy(config, ...extensions),
  ],
}).catch((error: unknown) => {
  console.error(error);
});
