import { computed, Directive, inject, input, TemplateRef } from '@angular/core';
import { BrowserOffline } from '../offline/browser-offline';
import type { FeatureState } from '../features/feature-state';
import { Features } from '../features/features';
import { followTemplate } from './follow-template';

/** What the templates of {@link ConvoyFeature} see. */
export interface ConvoyFeatureContext {
  /** `let state` */
  readonly $implicit: FeatureState;
  /** Why it is not as it should be, in words: `let why = reason`. Empty while it is available. */
  readonly reason: string;
}

/**
 * Renders its content while a feature works, and says honestly what replaces it when it does not.
 *
 * | the feature | shown, the first that is given |
 * | --- | --- |
 * | works | the content |
 * | is shown from memory | `stale`, `degraded`, the content |
 * | takes orders to be carried out later | `queued`, `degraded`, the content |
 * | is reduced in another way | `degraded`, the content |
 * | does not work because the user is offline | `offline`, `else`, nothing |
 * | does not work | `else`, nothing |
 *
 * Each view is created once and then put in and taken out, so that what a user has typed or scrolled stays.
 *
 * @usageNotes
 * ```html
 * <section *convoyFeature="'reviews'; else quiet; stale: old; offline: waiting; let state">...</section>
 * <ng-template #old convoyFeatureBranch let-state>From memory, because {{ state.reason }}</ng-template>
 * <ng-template #waiting>Reviews come back when you are online.</ng-template>
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
  /** Shown in the content's place while its data is from memory. */
  readonly staleTemplate = input<TemplateRef<ConvoyFeatureContext> | undefined>(undefined, {
    alias: 'convoyFeatureStale',
  });
  /** Shown while it is unavailable because the user has no network. */
  readonly offlineTemplate = input<TemplateRef<ConvoyFeatureContext> | undefined>(undefined, {
    alias: 'convoyFeatureOffline',
  });
  /** Shown in the content's place while what is sent is kept to be carried out later. */
  readonly queuedTemplate = input<TemplateRef<ConvoyFeatureContext> | undefined>(undefined, {
    alias: 'convoyFeatureQueued',
  });

  private readonly features = inject(Features);
  private readonly browser = inject(BrowserOffline);
  private readonly content = inject<TemplateRef<ConvoyFeatureContext>>(TemplateRef);
  private readonly state = computed(() => this.features.of(this.feature())());
  private readonly wanted = computed(() => {
    const { state, provenance } = this.state();
    switch (state) {
      case 'available':
        return this.content;
      case 'degraded':
        return this.standIn(provenance?.source) ?? this.degradedTemplate() ?? this.content;
      case 'unavailable':
        return (
          (this.browser.isOffline() ? this.offlineTemplate() : undefined) ?? this.elseTemplate()
        );
    }
  });

  /** For the compiler only: lets templates read `let state` as `FeatureState`. */
  static ngTemplateContextGuard(
    _directive: ConvoyFeature,
    context: unknown,
  ): context is ConvoyFeatureContext {
    return context !== undefined;
  }

  constructor() {
    const { state } = this;
    followTemplate(this.wanted, {
      get $implicit() {
        return state();
      },
      get reason() {
        return state().reason;
      },
    });
  }

  private standIn(source: string | undefined): TemplateRef<ConvoyFeatureContext> | undefined {
    switch (source) {
      case 'stale':
      case 'cache':
        return this.staleTemplate();
      case 'queued':
        return this.queuedTemplate();
      default:
        return undefined;
    }
  }
}

/**
 * On a template that {@link ConvoyFeature} shows instead: lets it read `let-state` as a `FeatureState`. It does nothing.
 *
 * @usageNotes
 * ```html
 * <ng-template #old convoyFeatureBranch let-state>From memory, because {{ state.reason }}</ng-template>
 * ```
 */
@Directive({ selector: 'ng-template[convoyFeatureBranch]' })
export class ConvoyFeatureBranch {
  /** For the compiler only. */
  static ngTemplateContextGuard(
    _directive: ConvoyFeatureBranch,
    context: unknown,
  ): context is ConvoyFeatureContext {
    return context !== undefined;
  }
}
