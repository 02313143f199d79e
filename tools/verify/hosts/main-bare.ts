import { HttpClient, provideHttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

/** What every application has: what the library adds is measured against it. */
@Component({ selector: 'app-root', template: '' })
class Bare {
  constructor() {
    inject(HttpClient).get('/api/greetings/1').subscribe();
  }
}

bootstrapApplication(Bare, { providers: [provideHttpClient()] }).catch((error: unknown) => {
  console.error(error);
});
