import type { Routes } from '@angular/router';
import { consoleRoutes, provideConsole } from 'ngx-convoy/console';
import { mockApiOrigin } from '../mock-api';

/** The admin console of the library, with the panel that breaks the mock backends. */
export const consoleMount: Routes = [
  {
    path: '',
    providers: [provideConsole({ faults: { url: mockApiOrigin() } })],
    children: consoleRoutes,
  },
];
