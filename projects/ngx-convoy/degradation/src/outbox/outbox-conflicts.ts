import { inject, Injector, runInInjectionContext, Service } from '@angular/core';
import { IDS } from 'ngx-convoy';
import type { OutboxAnswer, OutboxEntry, OutboxResolution } from 'ngx-convoy/core';
import { encodeBody } from './body/outbox-bodies';
import { storeValue } from './body/stored-body';
import { OutboxSender } from './outbox-sender';
import { OUTBOX } from './outbox-setup';

/** Asks the app what is to become of a write that is in conflict. */
@Service()
export class OutboxConflicts {
  private readonly setup = inject(OUTBOX);
  private readonly sender = inject(OutboxSender);
  private readonly ids = inject(IDS);
  private readonly injector = inject(Injector);

  async resolve(
    entry: OutboxEntry,
    { status, body: answer }: OutboxAnswer & { readonly kind: 'answered' },
  ): Promise<OutboxResolution> {
    const { id, identity } = entry;
    const conflict = { entry, status, answer, body: await this.sender.payload(entry) };
    const decision = await runInInjectionContext(this.injector, () =>
      this.setup.onConflict(conflict),
    );
    if (decision === 'drop' || decision === 'keep') return { do: decision };
    const stored = storeValue(decision.retry);
    const body = await encodeBody(this.setup.bodies, stored, { id, identity });
    // A server that knows the old key would give its old answer.
    return { do: 'retry', body, idempotencyKey: this.ids.traceId() };
  }
}
