import { Component, computed, inject } from '@angular/core';
import { Theme, type ThemeChoice } from './theme';

const names: Readonly<Record<ThemeChoice, string>> = {
  system: 'like the system',
  light: 'light',
  dark: 'dark',
};

/** One button through system, light and dark. */
@Component({
  selector: 'app-theme-button',
  template: `
    <button type="button" [attr.aria-label]="label()" [title]="label()" (click)="theme.turn()">
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        @switch (theme.choice()) {
          @case ('system') {
            <circle cx="12" cy="12" r="8" />
            <path class="full" d="M12 4a8 8 0 0 1 0 16z" />
          }
          @case ('light') {
            <circle class="full" cx="12" cy="12" r="4" />
            <path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2" />
          }
          @case ('dark') {
            <path class="full" d="M19 15A8 8 0 0 1 9 5a8 8 0 1 0 10 10z" />
          }
        }
      </svg>
    </button>
  `,
  styles: `
    button {
      display: grid;
      place-items: center;
      inline-size: 40px;
      block-size: 40px;
      padding: 0;
      border: 1px solid transparent;
      border-radius: 20px;
      background: none;
      color: var(--ink);
      cursor: pointer;
    }

    button:hover {
      border-color: var(--line-strong);
    }

    svg {
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }

    .full {
      fill: currentColor;
    }
  `,
})
export class ThemeButton {
  protected readonly theme = inject(Theme);
  protected readonly label = computed(
    () => `Theme: ${names[this.theme.choice()]}. Change to ${names[this.theme.next()]}`,
  );
}
