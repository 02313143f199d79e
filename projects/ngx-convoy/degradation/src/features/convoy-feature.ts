import {
  computed,
  DestroyRef,
  Directive,
  effect,
  inject,
  input,
  TemplateRef,
  untracked,
  ViewContainerRef,
  type EmbeddedViewRef,
} from '@angular/core';
import type { FeatureState } from './feature-state';
import { Features } from './features';

/** What the templates of {@link ConvoyFeature} see. */
export interface ConvoyFeatureContext {
  /** `let state` */
  readonly $implicit: FeatureState;
}

/**
 * Renders its content while a feature works, and says honestly what replaces it when it does not.
 *
 * With `degraded`, that template stands in while the feature is degraded; without it the content stays, and may look at
 * the state. Each view is created once and then put in and taken out, so that what a user has typed or scrolled stays.
 *
 * @usageNotes
 * ```html
 * <section *convoyFeature="'recommendations'; else quiet; degraded reduced; let state">...</section>
 * <ng-template #reduced let-state>From memory, because {{ state.reason }}</ng-template>
 * <ng-template #quiet><!-- nothing: the page works without --></ng-template>
 * ```
 */
@Directive({ selector: '[convoyFeature]' })
export class ConvoyFeature {
  /** Name of the feature. */
  readonly feature = input.required<string>({ alias: 'convoyFeature' });
  /** Shown while the feature is unavailable. */
  readonly elseTemplate = input<TemplateRef<ConvoyFeatureContext> | undefined>(undefined, {
    alias: 'convoyFeatureElse',
  });
  /** Shown in the content's place while the feature is degraded. */
  readonly degradedTemplate = input<TemplateRef<ConvoyFeatureContext> | undefined>(undefined, {
    alias: 'convoyFeatureDegraded',
  });

  private readonly features = inject(Features);
  private readonly container = inject(ViewContainerRef);
  private readonly content = inject<TemplateRef<ConvoyFeatureContext>>(TemplateRef);
  private readonly state = computed(() => this.features.of(this.feature())());
  private readonly wanted = computed(() => {
    switch (this.state().state) {
      case 'available':
        return this.content;
      case 'degraded':
        return this.degradedTemplate() ?? this.content;
      case 'unavailable':
        return this.elseTemplate();
    }
  });
  private readonly views = new Map<
    TemplateRef<ConvoyFeatureContext>,
    EmbeddedViewRef<ConvoyFeatureContext>
  >();

  /** For the compiler only: lets templates read `let state` as `FeatureState`. */
  declare static readonly ngTemplateContextGuard: (
    directive: ConvoyFeature,
    context: unknown,
  ) => context is ConvoyFeatureContext;

  constructor() {
    effect(() => {
      const wanted = this.wanted();
      untracked(() => {
        this.show(wanted);
      });
    });
    // The container destroys the view that is in it; the others are ours.
    inject(DestroyRef).onDestroy(() => {
      for (const view of this.views.values()) view.destroy();
    });
  }

  private show(template: TemplateRef<ConvoyFeatureContext> | undefined): void {
    this.container.detach();
    if (template === undefined) return;
    const view = this.views.get(template);
    if (view !== undefined) {
      this.container.insert(view);
      // While it was out, nothing told it what has changed since.
      view.markForCheck();
      return;
    }
    const { state } = this;
    // A getter over a signal: a template that reads it is told when it changes.
    const context = {
      get $implicit(): FeatureState {
        return state();
      },
    };
    this.views.set(template, this.container.createEmbeddedView(template, context));
  }
}
