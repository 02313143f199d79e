import { Component, DOCUMENT, inject } from '@angular/core';
import {
  RouterLink,
  RouterLinkActive,
  RouterOutlet,
  type IsActiveMatchOptions,
} from '@angular/router';
import { OUTBOX } from 'ngx-convoy/degradation';
import { SAGAS } from 'ngx-convoy/flow';
import { CONSOLE_READONLY } from '../console-readonly';
import { FaultBoard } from '../faults/fault-board';
import { Fleet } from '../fleet/fleet';
import { Heartbeat } from './heartbeat';
import { ConvoyLiveSummary } from './live-summary';
import { Shortcuts } from './shortcuts';

declare const ngServerMode: unknown;

/**
 * The frame around every screen of the console, and the home of what lives as long as the console is on screen: nothing of it
 * runs before or after.
 */
@Component({
  selector: 'convoy-console',
  imports: [ConvoyLiveSummary, RouterLink, RouterLinkActive, RouterOutlet],
  providers: [Heartbeat, Fleet, FaultBoard],
  templateUrl: './console-shell.html',
  styleUrl: './console-shell.scss',
  host: {
    role: 'region',
    'aria-label': 'Convoy console',
    '[style.color-scheme]': 'colorScheme',
  },
})
export class ConvoyConsole {
  protected readonly board = inject(FaultBoard);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly shortcuts = inject(Shortcuts);
  /** Sagas and an outbox are there where the app has them. */
  protected readonly screens = [
    ...SCREENS,
    ...(inject(SAGAS, { optional: true }) === null ? [] : [SAGA_SCREEN]),
    ...(inject(OUTBOX, { optional: true }) === null ? [] : [OUTBOX_SCREEN]),
  ];
  protected readonly exactPath = EXACT_PATH;
  protected readonly colorScheme = ownColorScheme(inject(DOCUMENT));
}

/** In the order in which the navigation names them; paths as in `console-routes.ts`. */
const SCREENS = [
  { path: '.', name: 'Overview' },
  { path: 'alerts', name: 'Alerts' },
  { path: 'metrics', name: 'Metrics' },
  { path: 'queues', name: 'Queues' },
  { path: 'traces', name: 'Traces' },
  { path: 'runs', name: 'Runs' },
  { path: 'degradation', name: 'Degradation' },
  { path: 'caches', name: 'Caches' },
] as const;
const SAGA_SCREEN = { path: 'sagas', name: 'Sagas' } as const;
const OUTBOX_SCREEN = { path: 'outbox', name: 'Outbox' } as const;

/** A filter or a selection does not make it another screen. */
const EXACT_PATH: IsActiveMatchOptions = {
  paths: 'exact',
  queryParams: 'ignored',
  fragment: 'ignored',
  matrixParams: 'ignored',
};

/** The app's own choice of light or dark wins; in an app that never chose, the console follows the system. */
function ownColorScheme({ defaultView, documentElement }: Document): string | null {
  if (typeof ngServerMode !== 'undefined' && ngServerMode) return null;
  const chosen = defaultView?.getComputedStyle(documentElement).colorScheme;
  return chosen === 'normal' ? 'light dark' : null;
}
