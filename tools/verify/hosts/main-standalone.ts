import { provideHttpClient } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideConvoy, withConvoy, withTracing } from 'ngx-convoy';
import { App } from './app';
import { config } from './config';

bootstrapApplication(App, {
  providers: [provideHttpClient(withConvoy()), provideConvoy(config, withTracing())],
}).catch((error: unknown) => {
  console.error(error);
});
