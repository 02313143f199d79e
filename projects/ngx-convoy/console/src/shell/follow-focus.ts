import {
  afterNextRender,
  DOCUMENT,
  effect,
  inject,
  Injector,
  untracked,
  type Signal,
} from '@angular/core';

/** What can be moved the focus to: a panel's heading, a field. */
export interface Focusable {
  focus(): void;
}

/** What a screen with a side panel tells. */
export interface PanelFocus {
  /** Id of the link that opens what is open; empty while nothing is. */
  readonly opener: Signal<string>;
  /** The panel that is open. */
  readonly panel: () => Focusable | undefined;
  /** Where reading goes on when the link is not there any more. */
  readonly rest: () => Focusable;
}

/**
 * Moves the focus into a panel that opened, and out of one that closed, to the link that it came from. Call it in a
 * constructor.
 */
export function followFocus({ opener, panel, rest }: PanelFocus): void {
  const injector = inject(Injector);
  const document = inject(DOCUMENT);
  let current = untracked(opener);
  effect(() => {
    const before = current;
    current = opener();
    if (current === before) return;
    afterNextRender(
      () => {
        const target = panel() ?? document.getElementById(before) ?? rest();
        target.focus();
      },
      { injector },
    );
  });
}
