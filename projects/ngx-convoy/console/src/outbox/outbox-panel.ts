import { Component, computed, inject, input, output, resource, viewChild } from '@angular/core';
import { Outbox } from 'ngx-convoy/degradation';
import { ConsoleFormat } from '../format/console-format';
import { ConvoySidePanel } from '../shell/side-panel';
import { ConvoyStatusMark } from '../status/status-mark';
import { markOfEntry, OUTBOX_WORDS } from './outbox-words';
import { redactPayload } from './redact-payload';

/** One write closely: what it is, and what it would change, without its secrets. */
@Component({
  selector: 'convoy-outbox-panel',
  imports: [ConvoySidePanel, ConvoyStatusMark],
  templateUrl: './outbox-panel.html',
  styleUrl: './outbox-panel.scss',
})
export class ConvoyOutboxPanel {
  /** Of the entry. */
  readonly id = input.required<string>();
  readonly closed = output();

  private readonly outbox = inject(Outbox);
  private readonly panel = viewChild.required(ConvoySidePanel);
  protected readonly format = inject(ConsoleFormat);
  protected readonly words = OUTBOX_WORDS;
  protected readonly markOf = markOfEntry;

  protected readonly entry = computed(() => this.outbox.entry(this.id())());
  /** How it left the queue, when it is not there any more. */
  protected readonly ending = computed(() => {
    const status = this.outbox.status(this.id())();
    if (status === 'sent') return 'It was sent.';
    return status === 'dropped' ? 'It was dropped.' : 'There is no such entry.';
  });
  protected readonly headers = computed(() =>
    Object.entries(this.entry()?.headers ?? {}).map(([name, values]) => ({
      name,
      value: values.join(', '),
    })),
  );
  protected readonly payload = resource({
    params: this.id,
    loader: ({ params }) =>
      this.outbox.payload(params).then(redactPayload, () => 'It cannot be read any more.'),
  });

  focus(): void {
    this.panel().focus();
  }
}
