import type { SagaRecord } from 'ngx-convoy/core';

/** What tabs tell each other: a run is there, has changed, or was sent a command. Everything else stands in the journal. */
export interface SagaNews {
  readonly kind: 'new' | 'changed' | 'command';
  readonly run: string;
  /** How it stands by now, when it has changed. */
  readonly record?: SagaRecord | undefined;
}

/** News between the tabs of an origin. Where the browser has no BroadcastChannel, tabs only see their own. */
export class SagaChannel {
  private readonly channel: BroadcastChannel | undefined;

  constructor(name: string, listener: (news: SagaNews) => void) {
    if (typeof BroadcastChannel === 'undefined') return;
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isNews(data)) listener(data);
    };
  }

  tell(news: SagaNews): void {
    this.channel?.postMessage(news);
  }

  close(): void {
    this.channel?.close();
  }
}

function isNews(data: unknown): data is SagaNews {
  return typeof data === 'object' && data !== null && 'kind' in data && 'run' in data;
}
