import { DatePipe } from '@angular/common';
import { Component, input } from '@angular/core';
import type { Fact } from './offer';
import type { Stock } from './product';

/** Fewer than this and people like to know. */
const FEW = 8;

/** Whether a product can be had; colour only repeats what the words say. */
@Component({
  selector: 'app-stock-line',
  imports: [DatePipe],
  template: `
    @let fact = stock();
    @switch (fact.kind) {
      @case ('loading') {
        <span class="skeleton">In stock now</span>
      }
      @case ('known') {
        @if (fact.value.available === 0) {
          <span class="dot none"></span>
          @if (fact.value.restockAt; as date) {
            Back on {{ date | date: 'd MMM' }}
          } @else {
            Sold out
          }
        } @else if (fact.value.available < few) {
          <span class="dot little"></span>Only {{ fact.value.available }} left
        } @else {
          <span class="dot plenty"></span>In stock
        }
      }
      @case ('unknown') {
        <span class="dot"></span>Stock not known right now
      }
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 6px;
      min-block-size: 1.5em;
      color: var(--ink-soft);
      font-size: var(--step--1);
    }

    .dot {
      flex: none;
      inline-size: 8px;
      block-size: 8px;
      border: 2px solid var(--line-strong);
      border-radius: 4px;
    }

    .plenty {
      border-color: var(--green);
      background: var(--green);
    }

    .little {
      border-color: var(--yellow);
      background: var(--yellow);
    }

    .none {
      border-color: var(--red);
    }
  `,
})
export class StockLine {
  readonly stock = input.required<Fact<Stock>>();
  protected readonly few = FEW;
}
