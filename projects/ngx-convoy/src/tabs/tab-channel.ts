declare const ngServerMode: unknown;

/**
 * Messages between the tabs of an origin. On a server, and where the browser has no BroadcastChannel, nothing is heard and
 * nothing breaks.
 *
 * What another version of the app says may have any shape: only what `isMessage` accepts reaches the listener.
 *
 * @usageNotes
 * ```ts
 * const channel = new TabChannel<Verdict>('convoy:health', isVerdict, (verdict) => this.apply(verdict));
 * channel.tell({ key: 'orders/1', health: 'failing' });
 * channel.close();
 * ```
 */
export class TabChannel<T> {
  private readonly channel: BroadcastChannel | undefined;

  constructor(
    name: string,
    isMessage: (data: unknown) => data is T,
    listener: (message: T) => void,
  ) {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    if (typeof BroadcastChannel === 'undefined') return;
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isMessage(data)) listener(data);
    };
  }

  /** Tells all other tabs, not this one. @param message plain data, copied on its way */
  tell(message: T): void {
    this.channel?.postMessage(message);
  }

  close(): void {
    this.channel?.close();
  }
}
