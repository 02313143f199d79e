import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { CLOCK, TAB_SCOPE, TabChannel } from 'ngx-convoy';
import {
  Acknowledgements,
  Silences,
  type Acknowledgement,
  type Alert,
  type Silence,
} from 'ngx-convoy/core';
import { isAcknowledged, isAlertNews, isSilence, type AlertNews } from './alert-news';

declare const ngServerMode: unknown;

/** Milliseconds for which a silence that has ended can still be looked at. */
const KEPT = 24 * 3_600_000;

/**
 * What people have decided about alerts: who looks after what, and what is silenced until when. Shared by all tabs of the
 * app, and kept over a reload.
 *
 * What is found in storage, or said by another tab, may have any shape: what is not understood is passed over.
 */
@Service()
export class AlertMemory {
  private readonly clock = inject(CLOCK);
  private readonly key = `${inject(TAB_SCOPE)}:alerts`;
  private readonly storage = storageOf(inject(DOCUMENT));
  private readonly acknowledgements = new Acknowledgements();
  private readonly known = new Silences();
  private readonly changes = signal(0);
  private readonly list = signal<readonly Silence[]>([]);
  private readonly channel: TabChannel<AlertNews> | undefined;

  /** Changes whenever anything of it does. */
  readonly revision = this.changes.asReadonly();
  /** Those that hold, that are to come, and that have ended within the last day. */
  readonly silences = this.list.asReadonly();

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    this.recall();
    const channel = new TabChannel<AlertNews>(this.key, isAlertNews, (news) => this.hear(news));
    this.channel = channel;
    inject(DestroyRef).onDestroy(() => {
      channel.close();
    });
  }

  /** Ids of the silences that hold for an alert. */
  silencesOf({ labels }: Alert, now: number): readonly string[] {
    return this.known.of(labels, now);
  }

  /** Adds a silence, or changes the one of that id. @throws ConfigurationError */
  silence(silence: Silence): void {
    this.known.set(silence);
    this.say({ kind: 'silence', silence });
  }

  /** Ends a silence now. @returns whether there was one to end */
  expire(id: string): boolean {
    if (!this.known.expire(id, this.clock.now())) return false;
    const silence = this.known.all.find((each) => each.id === id);
    if (silence !== undefined) this.say({ kind: 'silence', silence });
    return true;
  }

  acknowledge(alert: Alert, acknowledgement: Acknowledgement): void {
    const acknowledged = this.acknowledgements.of(alert, acknowledgement);
    this.acknowledgements.set(acknowledged, this.clock.now());
    this.say({ kind: 'acknowledged', acknowledged });
  }

  /** Takes an acknowledgement back, in all tabs. */
  withdraw(alert: Alert): void {
    const subject = this.acknowledgements.withdraw(alert);
    if (subject !== undefined) this.say({ kind: 'withdrawn', subject });
  }

  /** An alert is over here; in another tab it may go on. */
  settle(alert: Alert): void {
    if (this.acknowledgements.withdraw(alert) !== undefined) this.publish();
  }

  /** The acknowledgement that holds for an alert. */
  acknowledgementOf(alert: Alert, now: number): Acknowledgement | undefined {
    return this.acknowledgements.find(alert, now);
  }

  /** Forgets what has been of no use for long. */
  tidy(now: number): void {
    const before = this.known.all.length;
    this.known.forget(now - KEPT);
    this.acknowledgements.forgetOld(now);
    if (this.known.all.length !== before) this.publish();
  }

  private say(news: AlertNews): void {
    this.publish();
    this.channel?.tell(news);
  }

  private hear(news: AlertNews): void {
    this.takeIn(news);
    this.publish();
  }

  private takeIn(news: AlertNews): void {
    switch (news.kind) {
      case 'silence':
        try {
          this.known.set(news.silence);
        } catch {
          // A matcher that this version cannot read: better heard than silenced.
        }
        break;
      case 'acknowledged':
        this.acknowledgements.set(news.acknowledged, this.clock.now());
        break;
      case 'withdrawn':
        this.acknowledgements.forget(news.subject);
        break;
    }
  }

  private publish(): void {
    this.list.set(this.known.all);
    this.changes.update((revision) => revision + 1);
    const kept = { silences: this.known.all, acknowledged: this.acknowledgements.all };
    try {
      this.storage?.setItem(this.key, JSON.stringify(kept));
    } catch {
      // Full, or forbidden: it holds until the page is closed.
    }
  }

  private recall(): void {
    const kept = this.read();
    if (typeof kept !== 'object' || kept === null) return;
    const { silences, acknowledged } = kept as { silences?: unknown; acknowledged?: unknown };
    const of = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : []);
    for (const silence of of(silences).filter(isSilence)) this.takeIn({ kind: 'silence', silence });
    for (const each of of(acknowledged).filter(isAcknowledged)) {
      this.takeIn({ kind: 'acknowledged', acknowledged: each });
    }
    this.list.set(this.known.all);
  }

  private read(): unknown {
    try {
      return JSON.parse(this.storage?.getItem(this.key) ?? 'null');
    } catch {
      return undefined;
    }
  }
}

function storageOf({ defaultView }: Document): Storage | undefined {
  if (typeof ngServerMode !== 'undefined' && ngServerMode) return undefined;
  try {
    return defaultView?.localStorage;
  } catch {
    // Forbidden to this page.
    return undefined;
  }
}
