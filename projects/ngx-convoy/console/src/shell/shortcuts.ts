import { DOCUMENT, inject, Service, signal } from '@angular/core';

const STORAGE_KEY = 'ngx-convoy.console.shortcuts';

/**
 * Whether single keys do something.
 *
 * They can be switched off, because speech input types letters (WCAG 2.1.4); the choice stays with the browser.
 */
@Service()
export class Shortcuts {
  private readonly storage = storageOf(inject(DOCUMENT));
  private readonly on = signal(this.storage?.getItem(STORAGE_KEY) !== 'off');

  readonly enabled = this.on.asReadonly();

  enable(on: boolean): void {
    this.on.set(on);
    if (on) this.storage?.removeItem(STORAGE_KEY);
    else this.storage?.setItem(STORAGE_KEY, 'off');
  }
}

function storageOf(document: Document): Storage | undefined {
  try {
    return document.defaultView?.localStorage;
  } catch {
    return undefined; // storage is blocked: the choice lasts as long as the page
  }
}
