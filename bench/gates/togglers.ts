import { Component, signal, type ApplicationRef, type Type } from '@angular/core';
import { provideHttpClient } from '@angular/common/http';
import { createApplication } from '@angular/platform-browser';
import { CircuitBreakers, provideConvoy, withConvoy } from 'ngx-convoy';
import { ConvoyFeature, ConvoyLevel, ConvoyService, withDegradation } from 'ngx-convoy/degradation';
import { FEATURE, GATES, LEVEL, NO_GATE, PLAIN, SERVICE } from '../suites/degradation/gates';

/** Sets a page up, and returns what changes it once and brings it up to date. */
export type Toggler = () => Promise<() => void>;

const everywhere = Array.from({ length: GATES }, () => 'service-0');
const each = Array.from({ length: GATES }, (_, index) => `service-${index}`);

const switches = { one: signal(true), many: each.map(() => signal(true)) };

@Component({
  selector: 'bench-plain',
  template: `
    @for (open of gates; track $index) {
      @if (open()) {
        <p>{{ $index }}</p>
      }
    }
  `,
})
class PlainOne {
  protected readonly gates = everywhere.map(() => switches.one);
}

@Component({
  selector: 'bench-plain-many',
  template: `
    @for (open of gates; track $index) {
      @if (open()) {
        <p>{{ $index }}</p>
      }
    }
  `,
})
class PlainMany {
  protected readonly gates = switches.many;
}

@Component({
  selector: 'bench-feature',
  imports: [ConvoyFeature],
  template: `
    @for (name of everywhere; track $index) {
      <p *convoyFeature="name">{{ $index }}</p>
    }
  `,
})
class FeatureOne {
  protected readonly everywhere = everywhere;
}

@Component({
  selector: 'bench-feature-many',
  imports: [ConvoyFeature],
  template: `
    @for (name of each; track $index) {
      <p *convoyFeature="name">{{ $index }}</p>
    }
  `,
})
class FeatureMany {
  protected readonly each = each;
}

@Component({
  selector: 'bench-service',
  imports: [ConvoyService],
  template: `
    @for (name of everywhere; track $index) {
      <p *convoyService="name">{{ $index }}</p>
    }
  `,
})
class ServiceOne {
  protected readonly everywhere = everywhere;
}

@Component({
  selector: 'bench-level',
  imports: [ConvoyLevel],
  template: `
    @for (name of everywhere; track $index) {
      <p *convoyLevel="0">{{ $index }}</p>
    }
  `,
})
class LevelOne {
  protected readonly everywhere = everywhere;
}

@Component({ selector: 'bench-nothing', template: '' })
class Nothing {}

/** By the names of the contenders. */
export const togglers: Readonly<
  Record<'allAtOnce' | 'oneOfMany', Readonly<Record<string, Toggler>>>
> = {
  allAtOnce: {
    [PLAIN]: plain(PlainOne, () => switches.one),
    [FEATURE]: gated(FeatureOne, 1),
    [SERVICE]: gated(ServiceOne, 1),
    [LEVEL]: gated(LevelOne, 1),
    [NO_GATE]: gated(Nothing, 1),
  },
  oneOfMany: {
    [PLAIN]: plain(PlainMany, (turn) => switches.many[turn % GATES] ?? switches.one),
    [FEATURE]: gated(FeatureMany, GATES),
    [NO_GATE]: gated(Nothing, GATES),
  },
};

function plain(page: Type<unknown>, pick: (turn: number) => typeof switches.one): Toggler {
  return async () => {
    const app = await createApplication({ providers: [] });
    show(app, page);
    let turn = 0;
    return () => {
      // Twice the same: closed, and open again.
      pick(turn >> 1).update((open) => !open);
      turn += 1;
      app.tick();
    };
  };
}

function gated(page: Type<unknown>, services: number): Toggler {
  return async () => {
    const app = await createApplication({
      providers: [
        provideHttpClient(withConvoy()),
        provideConvoy(
          { services: each.slice(0, services).map((name) => ({ name, match: `/api/${name}` })) },
          // Without calm: each change is to reach the page at once, in both directions.
          withDegradation({ stableFor: 0 }),
        ),
      ],
    });
    show(app, page);
    const breakers = app.injector.get(CircuitBreakers);
    let turn = 0;
    return () => {
      const name = `service-${(turn >> 1) % services}`;
      if (turn % 2 === 0) breakers.forceOpen(name, 'closed');
      else breakers.reset(name, 'open');
      turn += 1;
      app.tick();
    };
  };
}

function show(app: ApplicationRef, page: Type<unknown>): void {
  const host = document.createElement('div');
  document.body.append(host);
  app.bootstrap(page, host);
  app.tick();
}
