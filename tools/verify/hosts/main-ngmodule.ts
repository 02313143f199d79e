import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { NgModule } from '@angular/core';
import type { ApplicationRef, DoBootstrap } from '@angular/core';
import { BrowserModule, platformBrowser } from '@angular/platform-browser';
import { ConvoyModule, withTracing } from 'ngx-convoy';
import { App } from './app';
import { config } from './config';

@NgModule({
  imports: [BrowserModule, App, ConvoyModule.forRoot(config, withTracing())],
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
