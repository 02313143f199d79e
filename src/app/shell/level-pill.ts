import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Degradation } from 'ngx-convoy/degradation';

/** What Harbour offers at this moment, in two words; the console knows why. */
@Component({
  selector: 'app-level-pill',
  imports: [RouterLink],
  template: `
    <a routerLink="/console" [attr.data-level]="level()" [title]="degradation.reason()">
      <span class="visually-hidden">Level {{ level() }}: </span>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path [attr.d]="shape()" />
      </svg>
      <span>{{ degradation.label() }}</span>
    </a>
  `,
  styleUrl: './level-pill.scss',
})
export class LevelPill {
  protected readonly degradation = inject(Degradation);
  protected readonly level = this.degradation.level;

  /** A disc, half a disc, a triangle: the level can be told without its colour. */
  protected readonly shape = computed(() => {
    switch (this.level()) {
      case 0:
        return 'M1 6a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z';
      case 1:
        return 'M1 6a5 5 0 0 0 10 0z';
      default:
        return 'M6 1l5 10H1z';
    }
  });
}
