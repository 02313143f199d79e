import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { NgModule, type ApplicationRef, type DoBootstrap } from '@angular/core';
import { BrowserModule, platformBrowser } from '@angular/platform-browser';
import { ConvoyModule } from 'ngx-convoy';
import { App } from './app/app';
import { appProviders } from './app/app.config';
import { convoyConfig, convoyExtensions } from './app/convoy.config';

/** The same app in the manner of NgModules: the library comes by `forRoot`, its interceptors by dependency injection. */
@NgModule({
  imports: [BrowserModule, ConvoyModule.forRoot(convoyConfig, ...convoyExtensions)],
  providers: [appProviders, provideHttpClient(withInterceptorsFromDi())],
})
class AppModule implements DoBootstrap {
  /** A standalone component cannot stand in a module's `bootstrap`. */
  ngDoBootstrap(app: ApplicationRef): void {
    app.bootstrap(App);
  }
}

platformBrowser()
  .bootstrapModule(AppModule)
  .catch((error: unknown) => {
    console.error(error);
  });
