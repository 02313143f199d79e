import { DatePipe } from '@angular/common';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MoneyPipe } from '../shared/money';
import { Basket } from './basket';
import type { OrderEntry } from './order-book';
import { PriceTag } from './price-tag';
import { ProductArt } from './product-art';

const STATIONS = ['Ordered', 'On its way', 'Delivered'] as const;

/** How far an order has come, by what the orders service says: it knows that much without the carrier. */
const REACHED: Readonly<Record<string, number>> = { placed: 0, shipped: 1, delivered: 2 };

/** One order as a bill of lading: what is in it, where it is, and whether it is paid. */
@Component({
  selector: 'app-order-card',
  imports: [DatePipe, MoneyPipe, PriceTag, ProductArt, RouterLink],
  templateUrl: './order-card.html',
  styleUrl: './order-card.scss',
})
export class OrderCard {
  readonly entry = input.required<OrderEntry>();

  protected readonly basket = inject(Basket);
  protected readonly stations = STATIONS;
  protected readonly isCancelled = computed(() => this.entry().order.status === 'cancelled');
  protected readonly reached = computed(() => REACHED[this.entry().order.status] ?? 0);
}
