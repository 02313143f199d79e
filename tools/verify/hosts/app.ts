import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { ConvoyFeature, ConvoyNotice } from 'ngx-convoy/degradation';

/** Asks for a greeting as any application would: the request knows nothing of ngx-convoy. */
@Component({
  selector: 'app-root',
  imports: [ConvoyFeature, ConvoyNotice, RouterOutlet],
  template: `
    <p id="answer" *convoyFeature="'greetings'">{{ answer() }}</p>
    <convoy-notice />
    <router-outlet />
  `,
})
export class App {
  protected readonly answer = signal('waiting');

  constructor() {
    inject(HttpClient)
      .get<{ readonly text: string }>('/api/greetings/1')
      .subscribe({
        next: ({ text }) => {
          this.answer.set(text);
        },
        error: (error: unknown) => {
          this.answer.set(`failed: ${String(error)}`);
        },
      });
  }
}
