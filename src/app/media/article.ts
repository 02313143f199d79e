/** Rows as the services of the magazine answer them. */

export interface Article {
  readonly id: number;
  readonly title: string;
  readonly author: string;
  readonly topic: string;
  readonly summary: string;
  readonly body: readonly string[];
  readonly minutes: number;
  readonly hue: number;
  readonly publishedAt: string;
}

export interface Feed {
  /** The reader's id. */
  readonly id: number;
  readonly interests: readonly string[];
  readonly articles: readonly {
    readonly articleId: number;
    readonly score: number;
    readonly reason: string;
  }[];
}

export interface ReaderComment {
  readonly id: number;
  readonly articleId: number;
  readonly author: string;
  readonly text: string;
  readonly status: string;
  readonly createdAt: string;
}
