import { inject, Service } from '@angular/core';
import { Shortcuts } from './shortcuts';

/** What the keys of a screen act on. */
export interface KeyTargets {
  /** Whether there is something that Escape closes. */
  readonly isPanelOpen: () => boolean;
  readonly closePanel: () => void;
  readonly filterBox: () => HTMLInputElement;
}

/** The keys that every screen has: Escape closes its panel, `/` leads to its filter unless single keys are off. */
@Service()
export class ScreenKeys {
  private readonly shortcuts = inject(Shortcuts);

  press(event: KeyboardEvent, { isPanelOpen, closePanel, filterBox }: KeyTargets): void {
    if (event.defaultPrevented || event.isComposing) return;
    const element = event.target instanceof Element ? event.target : undefined;
    if (event.key === 'Escape') {
      const isForOthers = element?.matches('dialog *, input, select, textarea') === true;
      if (isPanelOpen() && !isForOthers) closePanel();
    } else if (event.key === '/' && this.shortcuts.enabled() && !isTyping(element)) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const box = filterBox();
      box.focus();
      box.select();
    }
  }
}

function isTyping(element: Element | undefined): boolean {
  return element?.matches('input, select, textarea, [contenteditable] *') === true;
}
