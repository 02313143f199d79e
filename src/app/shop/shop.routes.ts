import type { Routes } from '@angular/router';
import { ProductPage } from './product-page';
import { ShopPage } from './shop-page';

export const shopRoutes: Routes = [
  { path: '', component: ShopPage, title: 'Shop' },
  {
    path: 'checkout',
    loadComponent: () => import('./checkout-page').then((m) => m.CheckoutPage),
    title: 'Checkout',
  },
  {
    path: 'orders',
    loadComponent: () => import('./orders-page').then((m) => m.OrdersPage),
    title: 'Your orders',
  },
  { path: 'products/:id', component: ProductPage, title: 'Product' },
];
