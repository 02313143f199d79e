import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { RouterLink } from '@angular/router';
import { live } from '../shared/live';
import { StaleNote } from '../shared/stale-note';
import { Basket } from './basket';
import { factOf } from './offer';
import { PriceTag } from './price-tag';
import type { Price, Product, Stock } from './product';
import { ProductArt } from './product-art';
import { StockLine } from './stock-line';

/** One product close up. */
@Component({
  selector: 'app-product-page',
  imports: [PriceTag, ProductArt, RouterLink, StaleNote, StockLine],
  templateUrl: './product-page.html',
  styleUrl: './product-page.scss',
  host: { class: 'page' },
})
export class ProductPage {
  /** From the URL. */
  readonly id = input.required({ transform: numberAttribute });

  protected readonly parts = [
    { service: 'catalog', label: 'Product' },
    { service: 'pricing', label: 'Price' },
    { service: 'inventory', label: 'Stock' },
  ];

  protected readonly basket = inject(Basket);
  protected readonly product = live<Product>(() => `/api/catalog/products/${this.id()}`, {
    every: 60_000,
  });
  private readonly priceAnswer = live<Price>(() => `/api/pricing/prices/${this.id()}`, {
    every: 5_000,
  });
  private readonly stockAnswer = live<Stock>(() => `/api/inventory/stock/${this.id()}`, {
    every: 6_000,
  });

  protected readonly price = computed(() => factOf(this.priceAnswer()));
  protected readonly stock = computed(() => factOf(this.stockAnswer()));
}
