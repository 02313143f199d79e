import { Component, computed, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ConvoyFeature } from 'ngx-convoy/degradation';
import { live } from '../shared/live';
import { PersonSelect } from '../shared/person-select';
import { StaleNote } from '../shared/stale-note';
import { BasketDrawer } from './basket-drawer';
import { joinOffers } from './offer';
import type { Price, Product, Stock } from './product';
import { ProductCard } from './product-card';
import { Recommendations } from './recommendations';

const EVERYTHING = 'everything';

/** The shop's window: four services on one page, each of which may fail alone. */
@Component({
  selector: 'app-shop-page',
  imports: [
    BasketDrawer,
    ConvoyFeature,
    PersonSelect,
    ProductCard,
    Recommendations,
    RouterLink,
    StaleNote,
  ],
  templateUrl: './shop-page.html',
  styleUrl: './shop-page.scss',
  host: { class: 'page' },
})
export class ShopPage {
  protected readonly products = live<readonly Product[]>(() => '/api/catalog/products', {
    every: 30_000,
  });
  protected readonly prices = live<readonly Price[]>(() => '/api/pricing/prices', {
    every: 5_000,
  });
  protected readonly stock = live<readonly Stock[]>(() => '/api/inventory/stock', {
    every: 6_000,
  });

  protected readonly parts = [
    { service: 'catalog', label: 'Products' },
    { service: 'pricing', label: 'Prices' },
    { service: 'inventory', label: 'Stock' },
  ];

  protected readonly chosen = signal(EVERYTHING);
  protected readonly placeholders = Array.from({ length: 10 }, (_, index) => index);

  protected readonly catalog = computed(() => {
    const products = this.products();
    return products.kind === 'ready' ? products.value : [];
  });
  protected readonly categories = computed(() => [
    EVERYTHING,
    ...new Set(this.catalog().map(({ category }) => category)),
  ]);
  protected readonly offers = computed(() => {
    const chosen = this.chosen();
    const shown = this.catalog().filter(
      ({ category }) => chosen === EVERYTHING || category === chosen,
    );
    return joinOffers(shown, this.prices(), this.stock());
  });
}
