import type { Routes } from '@angular/router';
import { ArticlePage } from './article-page';
import { MediaPage } from './media-page';

export const mediaRoutes: Routes = [
  { path: '', component: MediaPage, title: 'Media' },
  { path: 'articles/:id', component: ArticlePage, title: 'Story' },
];
