import { Component, input } from '@angular/core';
import { MoneyPipe } from '../shared/money';
import type { Fact } from './offer';
import type { Price } from './product';

/** What a product costs, in a line as high as its placeholder. */
@Component({
  selector: 'app-price-tag',
  imports: [MoneyPipe],
  template: `
    @let fact = price();
    @switch (fact.kind) {
      @case ('loading') {
        <span class="skeleton">€000.00</span>
      }
      @case ('known') {
        <span class="now">{{ fact.value.amount | money: fact.value.currency }}</span>
        @if (fact.value.discount; as discount) {
          <s class="list" aria-label="instead of">
            {{ fact.value.listAmount | money: fact.value.currency }}
          </s>
          <span class="off" [title]="discount.reason">−{{ discount.percent }} %</span>
        }
      }
      @case ('unknown') {
        <span class="none">No price right now</span>
      }
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 8px;
      min-block-size: 1.75em;
      font-variant-numeric: tabular-nums;
    }

    .now {
      font-size: 1.125em;
      font-weight: 700;
    }

    .list,
    .none {
      color: var(--ink-soft);
      font-size: 0.875em;
    }

    .off {
      padding: 0 6px;
      border-radius: 4px;
      background: var(--red-wash);
      color: var(--red);
      font-size: 0.75em;
      font-weight: 700;
    }
  `,
})
export class PriceTag {
  readonly price = input.required<Fact<Price>>();
}
