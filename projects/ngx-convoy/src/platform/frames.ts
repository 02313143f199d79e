import {
  computed,
  DOCUMENT,
  inject,
  Service,
  signal,
  type Signal,
  type WritableSignal,
} from '@angular/core';

declare const ngServerMode: unknown;

/**
 * A value that is computed from plain mutable state, at most once a frame, and only while somebody reads it.
 *
 * `touch` costs one flag on the hot path when nobody reads.
 */
export class FrameSignal<T> {
  readonly value: Signal<T>;
  private isRead = false;
  private readonly revision: WritableSignal<number> = signal(0);

  constructor(
    read: (revision: number) => T,
    private readonly frames: Frames,
  ) {
    this.value = computed(() => {
      const revision = this.revision();
      this.isRead = true;
      return read(revision);
    });
  }

  /** The state behind the value has moved. */
  touch(): void {
    if (!this.isRead) return;
    this.isRead = false;
    this.frames.request(this);
  }

  /** Lets readers see the state as it is now. Called by {@link Frames}. */
  flush(): void {
    this.revision.update((revision) => revision + 1);
  }
}

/** Gathers everything that moved since the last animation frame, and publishes it in one go. A hidden page has no frames. */
@Service()
export class Frames {
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly waiting = new Set<FrameSignal<unknown>>();

  /** A signal over plain state; call `touch` on it when that state moves. */
  signal<T>(read: (revision: number) => T): FrameSignal<T> {
    return new FrameSignal(read, this);
  }

  request(moved: FrameSignal<unknown>): void {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    if (this.waiting.size === 0) {
      this.view?.requestAnimationFrame(() => {
        const moving = [...this.waiting];
        this.waiting.clear();
        for (const each of moving) each.flush();
      });
    }
    this.waiting.add(moved);
  }
}
