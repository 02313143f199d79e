import { inject, InjectionToken } from '@angular/core';
import { PAGE_BASE } from '../platform/page-base';

declare const ngDevMode: unknown;

/**
 * What locks, channels and stored data of this app begin with, so that another app of the same origin has its own.
 * Default: `convoy:` and the path of the page's base address, such as `convoy:/shop/`.
 */
export const TAB_SCOPE = /* @__PURE__ */ new InjectionToken<string>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'TAB_SCOPE' : '',
  { factory: () => `convoy:${new URL(inject(PAGE_BASE)).pathname}` },
);
