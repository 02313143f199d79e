import type { TemplateRef } from '@angular/core';
import type { ConvoyCircuitContext } from 'ngx-convoy';
import type { CircuitState, ServiceState } from 'ngx-convoy/core';
import type { FeatureState } from '../features/feature-state';
import type { ConvoyCircuit } from './convoy-circuit';
import type { ConvoyFeature, ConvoyFeatureBranch } from './convoy-feature';
import type { ConvoyLevel } from './convoy-level';
import type { ConvoyService } from './convoy-service';

/** What the compiler gives a template of that directive to read. */
type ContextOf<D extends { readonly ngTemplateContextGuard: unknown }> =
  D['ngTemplateContextGuard'] extends (directive: never, context: unknown) => context is infer C
    ? C
    : never;

/** `true` when two types are the same, in both directions, and neither is `any`. */
type Same<A, B> = 0 extends 1 & A ? false : [A, B] extends [B, A] ? true : false;

/** Takes what `satisfies` has proved. */
function proves(claim: true): void {
  expect(claim).toBeTrue();
}

/** These rules are kept by the type checker: a broken one does not compile. */
describe('What templates see', () => {
  it('is a feature, and why', () => {
    type Context = ContextOf<typeof ConvoyFeature>;
    proves(true satisfies Same<Context['$implicit'], FeatureState>);
    proves(true satisfies Same<Context['reason'], string>);
    proves(true satisfies Same<ContextOf<typeof ConvoyFeatureBranch>, Context>);
  });

  it('is a service, and its name', () => {
    type Context = ContextOf<typeof ConvoyService>;
    proves(true satisfies Same<Context['$implicit'], ServiceState>);
    proves(true satisfies Same<Context['service'], string>);
  });

  it('is a circuit, as in the component', () => {
    proves(true satisfies Same<ContextOf<typeof ConvoyCircuit>, ConvoyCircuitContext>);
    proves(true satisfies Same<ConvoyCircuitContext['$implicit']['state'], CircuitState>);
  });

  it('is a level, its name and why', () => {
    type Context = ContextOf<typeof ConvoyLevel>;
    proves(true satisfies Same<Context['$implicit'], number>);
    proves(true satisfies Same<Context['label'], string>);
    proves(true satisfies Same<Context['reason'], string>);
  });

  it('is the same in every branch: a template made for something else is refused', () => {
    type Branch = ReturnType<ConvoyFeature['staleTemplate']>;
    type Foreign = TemplateRef<{ readonly $implicit: number }>;
    proves(true satisfies Same<Foreign extends Branch ? true : false, false>);
  });
});
