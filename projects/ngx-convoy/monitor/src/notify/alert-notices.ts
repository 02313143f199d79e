import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { AlertDispatch, notificationText, type Notification } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { Candidates } from './candidates';
import { DispatchLoop } from './dispatch-loop';

declare const ngServerMode: unknown;

interface Notice {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly isOver: boolean;
}

/**
 * Says on the page which alerts began and which are over: politely, what belongs together in one notice, never more than
 * one announcement a group in a minute. Every tab says it to whoever looks at it.
 *
 * Its live region is there from the beginning, as assistive technology needs it.
 *
 * @usageNotes
 * ```html
 * <convoy-alert-notices [most]="3" />
 * ```
 * @see WCAG 2.2, 4.1.3 Status Messages
 */
@Component({
  selector: 'convoy-alert-notices',
  template: `
    <div role="status">
      @for (notice of shown(); track notice.key) {
        <div class="notice" [class.over]="notice.isOver">
          <p>
            <strong>{{ notice.title }}</strong>&ngsp;
            <span>{{ notice.body }}</span>
          </p>
          <button
            type="button"
            [attr.aria-label]="'Dismiss: ' + notice.title"
            (click)="dismiss(notice.key)"
          >
            Dismiss
          </button>
        </div>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
      color-scheme: inherit;
    }

    .notice {
      display: flex;
      gap: 0.75rem;
      align-items: start;
      justify-content: space-between;
      padding: 0.625rem 0.75rem;
      border: 1px solid light-dark(#b3261e, #ff8a7a);
      border-radius: 3px;
      background: light-dark(#fdeae7, #321a18);
      color: light-dark(#12191b, #e2e9e7);
      font-size: 0.875rem;
    }

    .notice + .notice {
      margin-block-start: 0.5rem;
    }

    .over {
      border-color: light-dark(#1c6b4a, #5fc39a);
      background: light-dark(#e9f6f0, #13291f);
    }

    p {
      display: grid;
      gap: 0.125rem;
      margin: 0;
    }

    span {
      overflow-wrap: anywhere;
      white-space: pre-line;
    }

    button {
      flex: none;
      padding: 0.125rem 0.625rem;
      border: 1px solid currentcolor;
      border-radius: 3px;
      background: transparent;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }

    button:focus-visible {
      outline: 2px solid currentcolor;
      outline-offset: 2px;
    }
  `,
})
export class ConvoyAlertNotices {
  /** So many are shown, the youngest ones; a whole number, >= 1. */
  readonly most = input(3);

  private readonly clock = inject(CLOCK);
  private readonly candidates = inject(Candidates);
  private readonly notices = signal<readonly Notice[]>([]);
  private readonly loop = new DispatchLoop(
    new AlertDispatch({ ...inject(MONITORING).alerts.dispatch, repeatInterval: false }),
    this.clock,
    (notification) => {
      this.add(notification);
    },
  );

  protected readonly shown = computed(() => this.notices().slice(0, this.most()));

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    effect(() => {
      const candidates = this.candidates.all();
      untracked(() => {
        this.loop.observe(candidates);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.loop.stop();
    });
  }

  protected dismiss(key: string): void {
    this.notices.update((notices) => notices.filter((notice) => notice.key !== key));
  }

  private add(notification: Notification): void {
    const { key, firing } = notification;
    const isOver = firing.length === 0;
    const notice = { key, isOver, ...notificationText(notification) };
    this.notices.update((notices) => [notice, ...notices.filter((each) => each.key !== key)]);
    if (!isOver) return;
    // What is over need not stay.
    this.clock.schedule(this.clock.now() + GOOD_NEWS_FOR, () => {
      this.notices.update((notices) => notices.filter((each) => each !== notice));
    });
  }
}

/** Milliseconds. */
const GOOD_NEWS_FOR = 15_000;
