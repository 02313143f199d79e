import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';

/** Asks for a greeting as any application would: nothing here knows of ngx-convoy. */
@Component({ selector: 'app-root', template: `<p id="answer">{{ answer() }}</p>` })
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
