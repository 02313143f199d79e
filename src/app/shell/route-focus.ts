import { DOCUMENT, inject, Injector, afterNextRender, Service } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';

/** The page that a URL belongs to: the console moves the focus in its own screens. */
function page(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? url;
  return path.startsWith('/console') ? '/console' : path;
}

/**
 * After a change of page the focus stands on its heading, so that a screen reader reads where one is and the next Tab
 * goes on from there. The first page is left alone: the browser has put the focus already.
 */
@Service()
export class RouteFocus {
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);

  start(): void {
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => page(event.urlAfterRedirects)),
        pairwise(),
        filter(([before, after]) => before !== after),
      )
      .subscribe(() => {
        afterNextRender({ read: () => this.focusHeading() }, { injector: this.injector });
      });
  }

  private focusHeading(): void {
    const main = this.document.querySelector<HTMLElement>('main');
    const target = main?.querySelector<HTMLElement>('h1') ?? main;
    if (target === null) return;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}
