import {
  afterNextRender,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import {
  type Alert,
  MATCH_OPERATORS,
  type LabelMatcher,
  type MatchOperator,
} from 'ngx-convoy/core';
import { AlertStore } from 'ngx-convoy/monitor';

/** What is to be silenced, by whom, why, and for how long. */
export interface SilenceOrder {
  readonly matchers: readonly LabelMatcher[];
  readonly by: string;
  readonly comment: string;
  /** Milliseconds. */
  readonly lasts: number;
}

const HOUR = 3_600_000;
const PERIODS = [
  { words: '30 minutes', ms: HOUR / 2 },
  { words: '2 hours', ms: 2 * HOUR },
  { words: '8 hours', ms: 8 * HOUR },
  { words: '24 hours', ms: 24 * HOUR },
] as const;

const OPERATOR_WORDS: Readonly<Record<MatchOperator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '=~': 'matches',
  '!~': 'does not match',
};

/** Builds a silence matcher by matcher, and shows what it would keep quiet now. */
@Component({
  selector: 'convoy-silence-form',
  templateUrl: './silence-form.html',
  styleUrl: './silence-form.scss',
})
export class ConvoySilenceForm {
  /** An alert to begin with: its rule and its service are filled in. */
  readonly alert = input<Alert>();
  /** Name to begin with. */
  readonly name = input('');
  readonly silence = output<SilenceOrder>();
  readonly cancelled = output();

  private readonly store = inject(AlertStore);
  private readonly registry = inject(ServiceRegistry);
  private readonly first = viewChild<ElementRef<HTMLElement>>('first');
  protected readonly operators = MATCH_OPERATORS;
  protected readonly operatorWords = OPERATOR_WORDS;
  protected readonly periods = PERIODS;
  protected readonly matchers = signal<readonly LabelMatcher[]>([EMPTY]);

  /** What it would keep quiet now, or why it cannot be read. */
  protected readonly preview = computed(() => {
    const matchers = this.matchers();
    if (matchers.every(({ value }) => value === '')) {
      return { alerts: [], problem: 'Give at least one matcher a value.' };
    }
    try {
      return { alerts: this.store.affectedBy(matchers), problem: '' };
    } catch {
      return { alerts: [], problem: 'This is no label, or no regular expression.' };
    }
  });

  constructor() {
    effect(() => {
      const alert = this.alert();
      untracked(() => {
        if (alert !== undefined) this.matchers.set(matchersOf(alert));
      });
    });
    afterNextRender(() => this.first()?.nativeElement.focus());
  }

  protected change(index: number, part: Partial<LabelMatcher>): void {
    this.matchers.update((all) =>
      all.map((each, at) => (at === index ? { ...each, ...part } : each)),
    );
  }

  protected choose(index: number, operator: string): void {
    const known = MATCH_OPERATORS.find((each) => each === operator);
    if (known !== undefined) this.change(index, { operator: known });
  }

  protected add(): void {
    this.matchers.update((all) => [...all, EMPTY]);
  }

  protected remove(index: number): void {
    this.matchers.update((all) => all.filter((_, at) => at !== index));
  }

  protected submit(event: Event, by: string, comment: string, period: number): void {
    event.preventDefault();
    const lasts = PERIODS[period]?.ms;
    if (this.preview().problem !== '' || by.trim() === '' || lasts === undefined) return;
    const matchers = this.matchers();
    this.silence.emit({ matchers, by: by.trim(), comment: comment.trim(), lasts });
  }

  /** Escape is for the form first, not for the screen around it. */
  protected cancel(event: Event): void {
    event.stopPropagation();
    this.cancelled.emit();
  }

  protected labelOf(service: string): string {
    return this.registry.serviceEntityMap()[service]?.label ?? service;
  }
}

const EMPTY: LabelMatcher = { name: 'service', operator: '=', value: '' };

function matchersOf({ labels }: Alert): readonly LabelMatcher[] {
  return ['alertname', 'service'].map((name) => ({
    ...{ name, operator: '=', value: labels[name] ?? '' },
  }));
}
