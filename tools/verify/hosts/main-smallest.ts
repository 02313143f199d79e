import { HttpClient, provideHttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideConvoy, withConvoy } from 'ngx-convoy';

/** The same as in `main-bare.ts`, under the protection of the library with nothing else of it. */
@Component({ selector: 'app-root', template: '' })
class Smallest {
  constructor() {
    inject(HttpClient).get('/api/greetings/1').subscribe();
  }
}

bootstrapApplication(Smallest, {
  providers: [
    provideHttpClient(withConvoy()),
    provideConvoy({ services: [{ name: 'greetings', match: '/api/greetings' }] }),
  ],
}).catch((error: unknown) => {
  console.error(error);
});
