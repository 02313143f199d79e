import { Component, effect, inject, signal, untracked } from '@angular/core';
import { Fleet } from '../fleet/fleet';
import { Heartbeat } from './heartbeat';

/** Milliseconds between two announcements: a state that flaps must not talk without pause. */
const PAUSE = 5_000;

/** Tells assistive technology, politely and at most every five seconds, when the overall state has changed. */
@Component({
  selector: 'convoy-live-summary',
  template: `<p role="status">{{ said() }}</p>`,
  styles: `
    @use '../styles/controls';

    p {
      @include controls.visually-hidden;

      margin: 0;
    }
  `,
})
export class ConvoyLiveSummary {
  private readonly fleet = inject(Fleet);
  private readonly heartbeat = inject(Heartbeat);
  /** What stood there when the console opened is read with the page. */
  private last = this.fleet.sentence();
  private wasReduced = this.fleet.totals().reduced > 0;
  private mayTalkAt = 0;
  protected readonly said = signal('');

  constructor() {
    effect(() => {
      const sentence = this.fleet.sentence();
      const now = this.heartbeat.now();
      const { reduced } = this.fleet.totals();
      if (sentence === this.last || now < this.mayTalkAt) return;
      const isWorthSaying = reduced > 0 || this.wasReduced;
      this.last = sentence;
      this.wasReduced = reduced > 0;
      if (!isWorthSaying) return;
      this.mayTalkAt = now + PAUSE;
      untracked(() => {
        this.said.set(sentence);
      });
    });
  }
}
