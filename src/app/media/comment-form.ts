import { HttpClient } from '@angular/common/http';
import { Component, inject, input, output, signal } from '@angular/core';
import { queuedEntryOf } from 'ngx-convoy/degradation';
import { CurrentPerson } from '../shared/current-person';

/** Says something about a story. What cannot be sent now is kept, and the form says so. */
@Component({
  selector: 'app-comment-form',
  template: `
    <form novalidate aria-labelledby="comment-title" (submit)="send($event, field)">
      <h3 id="comment-title">Say something</h3>
      <div class="field">
        <label for="comment-text">Your comment</label>
        <textarea #field class="input" id="comment-text" rows="3" maxlength="600"></textarea>
      </div>
      <button class="button" type="submit" [attr.aria-disabled]="isBusy()">
        {{ isBusy() ? 'Sending…' : 'Send' }}
      </button>
      <p class="soft small" role="status">{{ news() }}</p>
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--s2);
      justify-items: start;
      margin-block-end: var(--s3);
    }

    .field {
      inline-size: 100%;
    }

    textarea.input {
      padding-block: 8px;
      resize: vertical;
    }
  `,
})
export class CommentForm {
  readonly articleId = input.required<number>();
  readonly published = output();

  private readonly http = inject(HttpClient);
  private readonly person = inject(CurrentPerson);
  protected readonly isBusy = signal(false);
  protected readonly news = signal('');

  protected send(event: Event, field: HTMLTextAreaElement): void {
    event.preventDefault();
    const text = field.value.trim();
    if (this.isBusy() || text === '') return;
    this.isBusy.set(true);
    this.news.set('');
    const comment = { articleId: this.articleId(), author: `Reader ${this.person.id()}`, text };
    this.http.post('/api/moderation/comments', comment, { observe: 'response' }).subscribe({
      next: (response) => {
        const isQueued = queuedEntryOf(response) !== undefined;
        field.value = '';
        this.done(isQueued ? 'Kept on this device. It is sent as soon as it can be.' : 'Sent.');
        if (!isQueued) this.published.emit();
      },
      error: () => this.done('It could not be sent, nor be kept. Your text is still here.'),
    });
  }

  private done(news: string): void {
    this.isBusy.set(false);
    this.news.set(news);
  }
}
