import type { Routes } from '@angular/router';
import { ProductPage } from './product-page';
import { ShopPage } from './shop-page';

export const shopRoutes: Routes = [
  { path: '', component: ShopPage, title: 'Shop' },
  { path: 'products/:id', component: ProductPage, title: 'Product' },
];
