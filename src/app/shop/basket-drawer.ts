import { Component, computed, inject, input, viewChild, type ElementRef } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MoneyPipe } from '../shared/money';
import type { Live } from '../shared/live';
import { Basket } from './basket';
import type { Price } from './product';

/** The basket behind its button. A native dialog brings focus trap, Escape and the rest of the page gone quiet. */
@Component({
  selector: 'app-basket-drawer',
  imports: [MoneyPipe, RouterLink],
  templateUrl: './basket-drawer.html',
  styleUrl: './basket-drawer.scss',
})
export class BasketDrawer {
  readonly prices = input.required<Live<readonly Price[]>>();

  protected readonly basket = inject(Basket);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly rows = computed(() => {
    const prices = this.prices();
    const known = new Map(prices.kind === 'ready' ? prices.value.map((row) => [row.id, row]) : []);
    return this.basket.lines().map((line) => {
      const price = known.get(line.productId);
      return { line, amount: price === undefined ? undefined : price.amount * line.quantity };
    });
  });

  /** `undefined` while the price of anything in it is not known: half a sum would be a wrong one. */
  protected readonly total = computed(() =>
    this.rows().reduce<number | undefined>(
      (sum, { amount }) => (sum === undefined || amount === undefined ? undefined : sum + amount),
      0,
    ),
  );

  protected open(): void {
    this.dialog().nativeElement.showModal();
  }

  /** The dialog itself is hit only where its content is not: on the backdrop. */
  protected closeFromOutside(event: Event): void {
    const dialog = this.dialog().nativeElement;
    if (event.target === dialog) dialog.close();
  }
}
