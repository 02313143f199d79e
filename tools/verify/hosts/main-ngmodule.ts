import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { NgModule } from '@angular/core';
import type { ApplicationRef, DoBootstrap } from '@angular/core';
import { BrowserModule, platformBrowser } from '@angular/platform-browser';
import { RouterModule } from '@angular/router';
import { ConvoyModule } from 'ngx-convoy';
import { App } from './app';
import { config, extensions, routes } from './config';

@NgModule({
  imports: [
    BrowserModule,
    RouterModule.forRoot(routes),
    ConvoyModule.forRoot(config, ...extensions),
  ],
  providers: [provideHttpClient(withInterceptorsFromDi())],
})
export class AppModule implements DoBootstrap {
  ngDoBootstrap(application: ApplicationRef): void {
    application.bootstrap(App);
  }
}

platformBrowser()
  .bootstrapModule(AppModule)
  .catch((error: unknown) => {
    console.error(error);
  });
