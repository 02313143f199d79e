import { InjectionToken } from '@angular/core';

/** Whether the console only shows, and offers no action. Set by `provideConsole`. */
export const CONSOLE_READONLY = new InjectionToken<boolean>('ngx-convoy.CONSOLE_READONLY', {
  factory: () => false,
});
