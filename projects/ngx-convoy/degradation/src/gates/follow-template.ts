import {
  DestroyRef,
  effect,
  inject,
  untracked,
  ViewContainerRef,
  type EmbeddedViewRef,
  type Signal,
  type TemplateRef,
} from '@angular/core';

/**
 * Keeps that one of several templates on the directive's place that is wanted, or none. Call it in a constructor.
 *
 * Each view is made once, then taken out and put in again, so that what a user has typed or scrolled stays; views that are out
 * are not checked. A context is never exchanged: its getters read signals, so that a view that stays is told what moved.
 */
export function followTemplate<C extends object>(
  wanted: Signal<TemplateRef<C> | undefined>,
  context: C,
): void {
  const container = inject(ViewContainerRef);
  const views = new Map<TemplateRef<C>, EmbeddedViewRef<C>>();
  effect(() => {
    const template = wanted();
    untracked(() => {
      container.detach();
      if (template === undefined) return;
      const view = views.get(template);
      if (view === undefined) {
        views.set(template, container.createEmbeddedView(template, context));
        return;
      }
      container.insert(view);
      // While it was out, nothing told it what has changed since.
      view.markForCheck();
    });
  });
  // The container destroys the view that is in it; the others are ours.
  inject(DestroyRef).onDestroy(() => {
    for (const view of views.values()) view.destroy();
  });
}
