import type { Routes } from '@angular/router';
import { BankPage } from './bank-page';

export const bankRoutes: Routes = [{ path: '', component: BankPage, title: 'Bank' }];
