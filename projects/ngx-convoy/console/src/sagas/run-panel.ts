import {
  Component,
  computed,
  DOCUMENT,
  inject,
  input,
  output,
  resource,
  viewChild,
} from '@angular/core';
import type { SagaEvent, SagaHistory } from 'ngx-convoy/core';
import { SagaRunner, type SagaStepView } from 'ngx-convoy/flow';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoySidePanel } from '../shell/side-panel';
import { ConvoyStatusMark } from '../status/status-mark';
import { ConvoyRunActions } from './run-actions';
import { markOfRun, markOfStep, reasonOf, RUN_WORDS, STEP_WORDS } from './saga-words';

/** Everything about one run: its steps, what an operator can do, and its journal. */
@Component({
  selector: 'convoy-run-panel',
  imports: [ConvoyRunActions, ConvoySidePanel, ConvoyStatusMark],
  templateUrl: './run-panel.html',
  styleUrl: './run-panel.scss',
})
export class ConvoyRunPanel {
  /** Id of the run. */
  readonly id = input.required<string>();
  readonly closed = output();

  private readonly runner = inject(SagaRunner);
  private readonly document = inject(DOCUMENT);
  private readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);
  private readonly panel = viewChild.required(ConvoySidePanel);

  protected readonly run = computed(() => this.runner.run(this.id()));
  protected readonly record = computed(() => this.run().record());
  protected readonly status = computed(() => {
    const record = this.record();
    return record && { word: RUN_WORDS[record.status], mark: markOfRun(record.status) };
  });
  protected readonly reason = computed(() => {
    const record = this.record();
    return record === undefined ? '' : reasonOf(record);
  });
  protected readonly isMissing = computed(() => this.run().status() === 'refused');
  protected readonly stepWords = STEP_WORDS;
  protected readonly markOfStep = markOfStep;

  private readonly history = resource({
    params: () => ({ id: this.id(), seq: this.record()?.seq }),
    loader: async ({ params: { id } }) => await this.runner.exportJson(id),
  });
  protected readonly events = computed((): readonly SagaEvent[] => {
    const text = this.history.hasValue() ? this.history.value() : undefined;
    if (text === undefined) return [];
    const { events } = JSON.parse(text) as SagaHistory;
    return [...events].reverse();
  });

  focus(): void {
    this.panel().focus();
  }

  /** What there is to say about a step beside its state. */
  protected noteOf({ status, attempts, failure, wakeAt, since, until }: SagaStepView): string {
    const left = wakeAt === undefined ? 0 : wakeAt - this.heartbeat.now();
    const parts = [
      ...(attempts > 1 ? [`${attempts} attempts`] : []),
      ...(failure === undefined || status === 'undone' ? [] : [failure.message]),
      ...(left > 0 ? [`again in ${this.format.countdown(left)}`] : []),
      ...(since !== undefined && until !== undefined && status === 'done'
        ? [this.format.duration(until - since)]
        : []),
    ];
    return parts.join(' · ');
  }

  /** An event as a line of the journal. */
  protected lineOf(event: SagaEvent): string {
    const what = 'step' in event ? `${event.type} ${event.step}` : event.type;
    switch (event.type) {
      case 'attempt-failed':
      case 'undo-attempt-failed':
      case 'failed':
        return `${what}: ${event.failure.message}`;
      case 'skipped':
      case 'retried':
        return `${what} by ${event.operator.by}: ${event.operator.reason}`;
      case 'refused':
        return `${what} ${event.command}: ${event.why}`;
      case 'signal':
        return `${what} ${event.name}`;
      default:
        return what;
    }
  }

  protected async save(): Promise<void> {
    const text = await this.runner.exportJson(this.id());
    if (text === undefined) return;
    const link = this.document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `saga-${this.id()}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
