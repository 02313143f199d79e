import { Component, type ElementRef, input, output, viewChild } from '@angular/core';

/** The frame of what is shown beside a screen: a heading, a way to close it, and the projected content. */
@Component({
  selector: 'convoy-side-panel',
  template: `
    <section [attr.aria-label]="heading()">
      <header>
        <h2 #title tabindex="-1"><ng-content select="[slot=mark]" />{{ heading() }}</h2>
        <button type="button" aria-label="Close panel" title="Close (Esc)" (click)="closed.emit()">
          <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
            <path d="m1.5 1.5 9 9m0-9-9 9" />
          </svg>
        </button>
      </header>
      <div class="body"><ng-content /></div>
    </section>
  `,
  styleUrl: './side-panel.scss',
})
export class ConvoySidePanel {
  readonly heading = input.required<string>();
  readonly closed = output();

  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');

  /** Moves the focus to the heading, so that reading goes on here. */
  focus(): void {
    this.title().nativeElement.focus({ preventScroll: true });
  }
}
