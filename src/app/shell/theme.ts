import { computed, DOCUMENT, effect, inject, Service } from '@angular/core';
import { remembered } from '../shared/remembered';

const choices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof choices)[number];

function isThemeChoice(text: string): text is ThemeChoice {
  return choices.some((choice) => choice === text);
}

/** Follows the system until somebody chooses. The same key is read by index.html before the first paint. */
@Service()
export class Theme {
  private readonly document = inject(DOCUMENT);
  private readonly stored = remembered<ThemeChoice>('harbour.theme', 'system', isThemeChoice);

  readonly choice = this.stored.asReadonly();
  readonly next = computed<ThemeChoice>(
    () => choices[(choices.indexOf(this.stored()) + 1) % choices.length] ?? 'system',
  );

  constructor() {
    effect(() => {
      const choice = this.stored();
      this.document.documentElement.style.colorScheme = choice === 'system' ? '' : choice;
    });
  }

  turn(): void {
    this.stored.set(this.next());
  }
}
