import { leisureAssortment } from './assortment-leisure.ts';
import { livingAssortment } from './assortment-living.ts';
import type { Category, Product } from './category.ts';

export const categories: readonly Category[] = [...livingAssortment, ...leisureAssortment];

/** The whole assortment; ids count through all categories, from 1. */
export const products: readonly (Product & { id: number; category: Category })[] = categories
  .flatMap((category) => category.products.map((product) => ({ ...product, category })))
  .map((product, index) => ({ ...product, id: index + 1 }));
