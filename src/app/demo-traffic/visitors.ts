/** One request of a visitor. */
export interface Step {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
}

/** What somebody does from coming in to going away; `round` counts the visits from 0. */
export type Visitor = (round: number) => readonly Step[];

/** Looks around, then closely at three things that are on the list, and at what is recommended in between. */
function shopper(customer: number, list: readonly number[]): Visitor {
  return (round) => [
    get(`/api/catalog/products?_page=${1 + (round % 4)}&_limit=10`),
    get(`/api/recommendations/recommendations/${customer}`),
    ...list.flatMap((product) => [
      get(`/api/catalog/products/${product}`),
      get('/api/pricing/prices'),
      get('/api/inventory/stock'),
    ]),
    get('/api/recommendations/trending'),
    get('/api/shipping/rates?country=IE'),
  ];
}

/** Wants to know where the parcel is, and with what to pay the next one. */
function regular(customer: number, parcel: number): Visitor {
  return () => [
    get(`/api/orders/orders?customerId=${customer}`),
    get(`/api/shipping/shipments/${parcel}`),
    get(`/api/notifications/notifications?customerId=${customer}`),
    get(`/api/payments/methods?customerId=${customer}`),
    get('/api/pricing/prices'),
    get(`/api/recommendations/recommendations/${customer}`),
    get('/api/inventory/stock'),
  ];
}

/** Reads the account; the bank reads its rules. */
function client(customer: number): Visitor {
  return () => [
    get(`/api/accounts/accounts?customerId=${customer}`),
    get(`/api/transfers/transfers?fromAccountId=${customer}`),
    get('/api/fraud/rules'),
    get('/api/compliance/watchlist'),
  ];
}

/** Reads what the own front page suggests, with the comments. Now and then a story is read to its end, and counted. */
function reader(person: number, stories: readonly number[]): Visitor {
  return (round) => {
    const story = stories[round % stories.length] ?? 1;
    return [
      get(`/api/personalization/feeds/${person}`),
      get('/api/content/articles?_sort=publishedAt&_order=desc'),
      get(`/api/content/articles/${story}`),
      get(`/api/moderation/comments?articleId=${story}&status=approved`),
      get('/api/analytics/counters'),
      ...(round % 3 === 0 ? [storyRead(person, story)] : []),
    ];
  };
}

/**
 * Who is in the house. Everybody has habits: what was asked once will be asked again, as in life, and what is kept for
 * bad times is of use then.
 */
export const visitors: readonly Visitor[] = [
  shopper(3, [7, 17, 27]),
  shopper(5, [3, 20, 35]),
  regular(8, 9_004),
  client(1),
  reader(3, [4, 9, 14]),
  reader(11, [2, 21, 30]),
];

function get(url: string): Step {
  return { method: 'GET', url };
}

function storyRead(readerId: number, articleId: number): Step {
  const body = { kind: 'article-read', readerId, articleId, seconds: 180 };
  return { method: 'POST', url: '/api/analytics/events', body };
}
