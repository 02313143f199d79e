import { Component, inject, input } from '@angular/core';
import type { Queues, QueueSnapshot } from 'ngx-convoy';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';

/** Queues of one kind: how full they are, who waits for how long, what was refused; and what an operator can do. */
@Component({
  selector: 'convoy-queue-table',
  templateUrl: './queue-table.html',
  styleUrl: './queue-table.scss',
})
export class ConvoyQueueTable {
  readonly queues = input.required<Queues>();
  /** Of what these are the queues, for the head of the first column. */
  readonly kind = input.required<string>();
  /** What to say when there is none. */
  readonly none = input.required<string>();

  protected readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);

  /** Each reason for which calls were refused, and how often. */
  protected reasons({ rejections }: QueueSnapshot): string {
    return Object.entries(rejections)
      .map(([reason, count]) => `${reason} ${this.format.count(count)}`)
      .join(', ');
  }

  protected togglePause({ name, paused }: QueueSnapshot): void {
    if (paused) this.queues().resume(name);
    else this.queues().pause(name);
  }

  /** A limit that makes no sense leaves the old one, which the field then shows again. */
  protected resize({ name, limit }: QueueSnapshot, field: HTMLInputElement): void {
    const wanted = field.valueAsNumber;
    if (Number.isSafeInteger(wanted) && wanted >= 1) this.queues().resize(name, wanted);
    else field.valueAsNumber = limit;
  }
}
