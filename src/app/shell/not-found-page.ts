import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

/** Where no page is. */
@Component({
  selector: 'app-not-found-page',
  imports: [RouterLink],
  template: `
    <h1>Nothing is moored here</h1>
    <p>This address leads nowhere. The <a routerLink="/shop">shop</a> is a good place to go on.</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s2);
    }
  `,
  host: { class: 'page' },
})
export class NotFoundPage {}
