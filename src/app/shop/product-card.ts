import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Basket } from './basket';
import type { Offer } from './offer';
import { PriceTag } from './price-tag';
import { ProductArt } from './product-art';
import { StockLine } from './stock-line';

/** One product in the grid. The whole card leads to its page; the button stands above the link. */
@Component({
  selector: 'app-product-card',
  imports: [PriceTag, ProductArt, RouterLink, StockLine],
  template: `
    @let product = offer().product;
    <app-product-art [product]="product" />
    <div class="text">
      <h3>
        <a [routerLink]="['/shop/products', product.id]">{{ product.name }}</a>
      </h3>
      <p class="rating">
        <span aria-hidden="true">★</span>
        <span class="visually-hidden">Rated</span> {{ product.rating }}
        <span class="soft">({{ product.reviews }})</span>
      </p>
      <app-price-tag [price]="offer().price" />
      <div class="foot">
        <app-stock-line [stock]="offer().stock" />
        <button
          class="button button--small"
          type="button"
          [attr.aria-label]="'Add to basket: ' + product.name"
          (click)="basket.add(product.id, product.name)"
        >
          Add
        </button>
      </div>
    </div>
  `,
  styleUrl: './product-card.scss',
})
export class ProductCard {
  readonly offer = input.required<Offer>();
  protected readonly basket = inject(Basket);
}
