import {
  effect,
  inject,
  Injector,
  provideEnvironmentInitializer,
  runInInjectionContext,
  untracked,
} from '@angular/core';
import { convoyExtension, WRITE_QUEUE, type ConvoyExtension } from 'ngx-convoy';
import { OutboxHost } from './outbox-host';
import { OutboxIntake } from './outbox-intake';
import { OUTBOX, resolveOutbox, type OutboxSetup } from './outbox-setup';

declare const ngServerMode: unknown;

/**
 * Adds an outbox: writes that cannot be sent now are kept, and sent once when they can be.
 *
 * Two ways lead into it: `fromQueue()` in the fallbacks of a service, for writes that could not be sent, and
 * `convoy({ outbox: { key } })` on a request, for one that always goes this way. On a server nothing is kept.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services: [{ name: 'comments', ... }] },
 *   withDegradation({ fallbacks: { comments: [fromQueue()] } }),
 *   withOutbox({ identity: () => inject(Session).userId(), bodies: encryptedBodies() }),
 * );
 * ```
 * @throws ConfigurationError naming the option, its value and the allowed range
 */
export function withOutbox(setup: OutboxSetup = {}): ConvoyExtension<'outbox'> {
  const resolved = resolveOutbox(setup);
  return convoyExtension('outbox', [
    {
      provide: OUTBOX,
      useFactory: () => {
        const injector = inject(Injector);
        const { identity } = resolved;
        return { ...resolved, identity: () => runInInjectionContext(injector, identity) };
      },
    },
    { provide: WRITE_QUEUE, useFactory: () => (isServer() ? null : inject(OutboxIntake)) },
    provideEnvironmentInitializer(() => {
      if (isServer()) return;
      const host = inject(OutboxHost);
      const { identity } = inject(OUTBOX);
      effect(() => {
        const current = identity();
        untracked(() => host.become(current));
      });
    }),
  ]);
}

function isServer(): boolean {
  return typeof ngServerMode !== 'undefined' && Boolean(ngServerMode);
}
