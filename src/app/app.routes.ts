import type { Routes } from '@angular/router';

export const appRoutes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'shop' },
  { path: 'shop', loadChildren: () => import('./shop/shop.routes').then((m) => m.shopRoutes) },
  { path: 'bank', loadChildren: () => import('./bank/bank.routes').then((m) => m.bankRoutes) },
  { path: 'media', loadChildren: () => import('./media/media.routes').then((m) => m.mediaRoutes) },
  {
    path: 'console',
    loadChildren: () => import('./console/console.routes').then((m) => m.consoleMount),
  },
  {
    path: '**',
    title: 'Not found',
    loadComponent: () => import('./shell/not-found-page').then((m) => m.NotFoundPage),
  },
];
