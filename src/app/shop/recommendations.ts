import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CurrentPerson } from '../shared/current-person';
import { live } from '../shared/live';
import { StaleNote } from '../shared/stale-note';
import type { Product, Recommendation } from './product';
import { ProductArt } from './product-art';

/** What the customer may like. It is the first thing to go when its service fails, and says how old it is when it stays. */
@Component({
  selector: 'app-recommendations',
  imports: [ProductArt, RouterLink, StaleNote],
  templateUrl: './recommendations.html',
  styleUrl: './recommendations.scss',
})
export class Recommendations {
  /** The catalog, for names and pictures. */
  readonly products = input.required<readonly Product[]>();

  private readonly person = inject(CurrentPerson);
  protected readonly answer = live<Recommendation>(
    () => `/api/recommendations/recommendations/${this.person.id()}`,
    { every: 12_000 },
  );

  protected readonly picks = computed(() => {
    const answer = this.answer();
    if (answer.kind !== 'ready') return [];
    const products = new Map(this.products().map((product) => [product.id, product]));
    return answer.value.products.flatMap(({ productId, reason }) => {
      const product = products.get(productId);
      return product === undefined ? [] : [{ product, reason }];
    });
  });

  /** The service may have nothing to say, and so has what answers in its place when nothing was kept. */
  protected readonly isEmpty = computed(() => {
    const answer = this.answer();
    return (
      answer.kind === 'failed' || (answer.kind === 'ready' && answer.value.products.length === 0)
    );
  });

  protected readonly placeholders = [1, 2, 3, 4, 5, 6];
}
