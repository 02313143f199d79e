import { computed, Directive, inject, input, TemplateRef } from '@angular/core';
import { Degradation } from '../levels/degradation';
import { followTemplate } from './follow-template';

/** From one level to another, both included. */
export interface LevelRange {
  /** Default 0: everything. */
  readonly from?: number;
  /** Default: any. */
  readonly to?: number;
}

/** What the templates of {@link ConvoyLevel} see. */
export interface ConvoyLevelContext {
  /** `let level`: the level in force. */
  readonly $implicit: number;
  /** What people call it: `let name = label`. Empty when nobody named it. */
  readonly label: string;
  /** Why it is so, in words: `let why = reason`. */
  readonly reason: string;
}

/**
 * Renders its content at some levels only: up to a number, or in a range.
 *
 * @usageNotes
 * ```html
 * <app-recommendations *convoyLevel="0" />
 * <app-prefetch *convoyLevel="1; else spared" />
 * <p *convoyLevel="{ from: 2 }; let level; let why = reason">Level {{ level }}, because {{ why }}</p>
 * ```
 */
@Directive({ selector: '[convoyLevel]' })
export class ConvoyLevel {
  /** The highest level at which the content is shown, or the range. */
  readonly range = input.required<number | LevelRange>({ alias: 'convoyLevel' });
  /** Shown at all other levels. */
  readonly elseTemplate = input<TemplateRef<ConvoyLevelContext> | undefined>(undefined, {
    alias: 'convoyLevelElse',
  });

  private readonly degradation = inject(Degradation);
  private readonly content = inject<TemplateRef<ConvoyLevelContext>>(TemplateRef);
  private readonly wanted = computed(() => {
    const range = this.range();
    const { from = 0, to = Infinity } = typeof range === 'number' ? { to: range } : range;
    const level = this.degradation.level();
    return level >= from && level <= to ? this.content : this.elseTemplate();
  });

  /** For the compiler only: lets templates read `let level` as a number. */
  static ngTemplateContextGuard(
    _directive: ConvoyLevel,
    context: unknown,
  ): context is ConvoyLevelContext {
    return context !== undefined;
  }

  constructor() {
    const { level, label, reason } = this.degradation;
    followTemplate(this.wanted, {
      get $implicit() {
        return level();
      },
      get label() {
        return label();
      },
      get reason() {
        return reason();
      },
    });
  }
}
