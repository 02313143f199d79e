import { json, RunningApi, send } from '../testing/running-api.ts';

type Row = Record<string, unknown>;

interface Stock {
  readonly available: number;
  readonly reserved: number;
}

describe('Resources', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());

  const get = <T = Row>(instance: string, path: string): Promise<T> =>
    json<T>(fetch(api.at(instance, path)));
  const post = (
    instance: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> => send('POST', api.at(instance, path), body, headers);
  const remove = (instance: string, path: string): Promise<Response> =>
    fetch(api.at(instance, path), { method: 'DELETE' });

  it('are listed, filtered, searched and paged as json-server does', async () => {
    expect((await get<Row[]>('catalog-1', '/products?category=audio')).length).toBe(5);
    expect((await get<Row[]>('catalog-1', '/products?id=3&id=7')).map(({ id }) => id)).toEqual([
      3, 7,
    ]);
    expect((await get<Row[]>('catalog-1', '/products?q=turntable')).length).toBe(1);
    const page = await fetch(api.at('catalog-1', '/products?_page=2&_limit=15'));
    expect(page.headers.get('X-Total-Count')).toBe('40');
    expect(page.headers.get('Link')).toContain('rel="next"');
    expect((await json<Row[]>(page))[0]?.['id']).toBe(16);
    expect((await fetch(api.at('catalog-1', '/products/4711'))).status).toBe(404);
  });

  it('say how long they may be kept, and confirm what is kept', async () => {
    const article = await fetch(api.at('content-1', '/articles/1'));
    expect(article.headers.get('Cache-Control')).toBe(
      'max-age=5, stale-while-revalidate=600, stale-if-error=86400',
    );
    expect(article.headers.get('Vary')).toContain('Accept');
    const tag = article.headers.get('ETag') ?? '';
    const headers = { 'If-None-Match': tag };
    expect((await fetch(api.at('content-2', '/articles/1'), { headers })).status).toBe(304);
    const product = await fetch(api.at('catalog-1', '/products/1'));
    expect(product.headers.get('Cache-Control')).toBe('max-age=0');
    const account = await fetch(api.at('accounts-1', '/accounts/1'));
    expect(account.headers.get('Cache-Control')).toMatch(/^private, /);
  });

  it('take a bookmark for each change of mind, and none for no change', async () => {
    const mark = (saved: boolean): Promise<Response> =>
      post('personalization-1', '/bookmarks', { readerId: 3, articleId: 9, saved });
    const statuses: number[] = [];
    for (const saved of [false, true, true, false]) statuses.push((await mark(saved)).status);
    expect(statuses).toEqual([409, 201, 409, 201]);
    const rows = await get<Row[]>('personalization-2', '/bookmarks?articleId=9');
    expect(rows.map(({ saved }) => saved)).toEqual([true, false]);
  });

  it('are shared by the instances of a service, and by nobody else', async () => {
    const product = { name: 'Spec Lamp', category: 'lighting' };
    const { id } = await json<{ id: number }>(post('catalog-1', '/products', product));
    expect(id).toBe(41);
    await send('PATCH', api.at('catalog-2', `/products/${id}`), { name: 'Patched Lamp' });
    expect((await get('catalog-3', `/products/${id}`))['name']).toBe('Patched Lamp');
    await send('PUT', api.at('catalog-3', `/products/${id}`), { name: 'Replaced Lamp' });
    expect(await get('catalog-1', `/products/${id}`)).toEqual({ id, name: 'Replaced Lamp' });
    await remove('catalog-2', `/products/${id}`);
    expect((await fetch(api.at('catalog-1', `/products/${id}`))).status).toBe(404);
  });

  it('refuse what would make json-server print a stack', async () => {
    const list = await post('catalog-1', '/products', [{ name: 'A list' }]);
    expect(list.status).toBe(400);
    const taken = await post('catalog-1', '/products', { id: 7, name: 'Taken' });
    expect(taken.status).toBe(409);
    const query = await fetch(api.at('catalog-1', '/products?name_like=('));
    expect(query.status).toBe(400);
    expect(await query.text()).not.toContain('node_modules');
  });

  describe('a keyed POST', () => {
    const note = { customerId: 4, subject: 'Keyed', body: 'Once' };

    it('acts once, whichever instance is asked again', async () => {
      const key = { 'Idempotency-Key': 'once' };
      const first = await post('notifications-1', '/notifications', note, key);
      const again = await post('notifications-2', '/notifications', note, key);
      expect(again.status).toBe(201);
      expect(again.headers.get('Idempotent-Replayed')).toBe('true');
      expect(first.headers.get('Idempotent-Replayed')).toBeNull();
      expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
      expect(again.headers.get('X-Instance')).toBe('notifications-2');
      expect(await json<Row>(again)).toEqual(await json<Row>(first));
      expect((await get<Row[]>('notifications-1', '/notifications?subject=Keyed')).length).toBe(1);
    });

    it('acts once when it is sent twice at the same time', async () => {
      const key = { 'Idempotency-Key': 'race' };
      const twin = { ...note, subject: 'Race' };
      const answers = await Promise.all(
        ['notifications-1', 'notifications-2'].map((instance) =>
          json<Row>(post(instance, '/notifications', twin, key)),
        ),
      );
      expect(answers[0]).toEqual(answers[1]);
      expect((await get<Row[]>('notifications-1', '/notifications?subject=Race')).length).toBe(1);
    });

    it('is answered again when the first answer was lost', async () => {
      const key = { 'Idempotency-Key': 'lost' };
      const lost = { ...note, subject: 'Lost answer' };
      await api.fault('notifications/notifications-1', { type: 'truncatedBody' });
      const answer = await post('notifications-1', '/notifications', lost, key);
      await expectAsync(answer.text()).toBeRejected();
      await api.mend();
      const again = await post('notifications-1', '/notifications', lost, key);
      expect((await json<Row>(again))['subject']).toBe('Lost answer');
      const rows = await get<Row[]>('notifications-1', '/notifications?subject=Lost+answer');
      expect(rows.length).toBe(1);
    });

    it('repeats a refusal too', async () => {
      const key = { 'Idempotency-Key': 'refused' };
      const declined = { customerId: 1, amount: 500, method: 'card-declined' };
      const first = await post('payments-1', '/payments', declined, key);
      const again = await post('payments-1', '/payments', declined, key);
      expect([first.status, again.status]).toEqual([402, 402]);
      expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    });

    it('is refused with another body', async () => {
      const key = { 'Idempotency-Key': 'reused' };
      await post('notifications-1', '/notifications', { ...note, subject: 'One' }, key);
      const other = { ...note, subject: 'Other' };
      const answer = await post('notifications-1', '/notifications', other, key);
      expect(answer.status).toBe(422);
      expect((await json<Row>(answer))['type']).toBe('urn:mock-api:idempotency-key-reused');
    });
  });

  describe('an undo by key', () => {
    const reserve = (key: string, quantity: number): Promise<Response> =>
      post(
        'inventory-1',
        '/reservations',
        { customerId: 1, lines: [{ productId: 1, quantity }] },
        { 'Idempotency-Key': key },
      );

    it('takes back the effect once, however often it comes (idempotent)', async () => {
      const before = await get<Stock>('inventory-1', '/stock/1');
      const { id } = await json<{ id: number }>(reserve('undo-1', 2));
      const held = await get<Stock>('inventory-2', '/stock/1');
      expect(held.available).toBe(before.available - 2);
      expect(held.reserved).toBe(before.reserved + 2);

      const undone = await json<Row>(remove('inventory-2', '/reservations/by-key/undo-1'));
      expect(undone['id']).toBe(id);
      expect(undone['status']).toBe('released');
      const again = await remove('inventory-1', '/reservations/by-key/undo-1');
      expect(again.status).toBe(200);
      expect(await get<Stock>('inventory-1', '/stock/1')).toEqual(before);
    });

    it('succeeds for a key that never arrived (empty rollback), which may not act later (no suspension)', async () => {
      const before = await get<Stock>('inventory-1', '/stock/1');
      const undone = await remove('inventory-1', '/reservations/by-key/undo-2');
      expect(undone.status).toBe(200);
      expect((await json<Row>(undone))['status']).toBe('nothing-to-undo');
      const late = await reserve('undo-2', 1);
      expect(late.status).toBe(409);
      expect((await json<Row>(late))['type']).toBe('urn:mock-api:undone');
      expect(await get<Stock>('inventory-1', '/stock/1')).toEqual(before);
    });

    it('tells what a key has created, until it is undone', async () => {
      const find = (): Promise<Response> =>
        fetch(api.at('inventory-2', '/reservations/by-key/ask-1'));
      expect((await find()).status).toBe(404);
      const { id } = await json<{ id: number }>(reserve('ask-1', 1));
      expect((await json<Row>(find()))['id']).toBe(id);
      await remove('inventory-1', '/reservations/by-key/ask-1');
      expect((await find()).status).toBe(404);
      expect((await json<Row>(find()))['type']).toBe('urn:mock-api:no-such-key');
    });

    it('has nothing to undo where the service had refused', async () => {
      expect((await reserve('undo-3', 999)).status).toBe(409);
      const undone = await remove('inventory-1', '/reservations/by-key/undo-3');
      expect((await json<Row>(undone))['status']).toBe('nothing-to-undo');
    });

    const participants = [
      {
        instance: 'orders-1',
        resource: 'orders',
        body: { customerId: 1, lines: [{ productId: 1 }], total: 5 },
        made: 'placed',
        undone: 'cancelled',
      },
      {
        instance: 'payments-1',
        resource: 'payments',
        body: { customerId: 1, amount: 5, method: 'card-1' },
        made: 'authorized',
        undone: 'refunded',
      },
      {
        instance: 'shipping-1',
        resource: 'shipments',
        body: { orderId: 1001, rateId: 'ie-standard' },
        made: 'label-created',
        undone: 'cancelled',
      },
      {
        instance: 'accounts-1',
        resource: 'holds',
        body: { accountId: 1, amount: 5 },
        made: 'held',
        undone: 'released',
      },
      {
        instance: 'transfers-1',
        resource: 'transfers',
        body: { fromAccountId: 1, toIban: 'IE00', beneficiary: 'B', amount: 5 },
        made: 'booked',
        undone: 'reversed',
      },
    ];
    for (const { instance, resource, body, made, undone } of participants) {
      it(`leaves a ${undone} row in ${resource}`, async () => {
        const key = { 'Idempotency-Key': `undo ${resource}` };
        const row = await json<Row>(post(instance, `/${resource}`, body, key));
        expect(row['status']).toBe(made);
        await remove(instance, `/${resource}/by-key/${encodeURIComponent(`undo ${resource}`)}`);
        expect((await get(instance, `/${resource}/${String(row['id'])}`))['status']).toBe(undone);
      });
    }
  });

  describe('rules of the businesses', () => {
    it('inventory reserves all lines or none', async () => {
      const [plenty] = await get<{ id: number }[]>('inventory-1', '/stock?available_gte=9');
      const path = `/stock/${plenty?.id ?? 0}`;
      const before = await get<Stock>('inventory-1', path);
      const lines = [
        { productId: plenty?.id, quantity: 1 },
        { productId: 3, quantity: 999 },
      ];
      const answer = await post('inventory-1', '/reservations', { customerId: 1, lines });
      expect(answer.status).toBe(409);
      expect((await json<Row>(answer))['productId']).toBe(3);
      expect(await get<Stock>('inventory-1', path)).toEqual(before);
    });

    it('inventory adds up the lines of one product', async () => {
      const { available } = await get<Stock>('inventory-1', '/stock/4');
      const line = { productId: 4, quantity: Math.floor(available / 2) + 1 };
      const body = { customerId: 1, lines: [line, line] };
      expect((await post('inventory-1', '/reservations', body)).status).toBe(409);
    });

    it('pricing fills in what a basket costs', async () => {
      const price = await get<{ amount: number }>('pricing-1', '/prices/7');
      const lines = [{ productId: 7, quantity: 2 }];
      const quote = await json<Row>(post('pricing-2', '/quotes', { lines }));
      expect(quote['total']).toBe(2 * price.amount);
      expect(quote['tax']).toBe(Math.round(2 * price.amount * (1 - 1 / 1.21)));
    });

    it('accounts do not hold more than there is', async () => {
      const { available } = await get<{ available: number }>('accounts-1', '/accounts/2');
      const most = { accountId: 2, amount: available };
      expect((await post('accounts-1', '/holds', most)).status).toBe(201);
      const answer = await post('accounts-1', '/holds', { accountId: 2, amount: 1 });
      expect(answer.status).toBe(409);
      expect((await json<Row>(answer))['type']).toBe('urn:mock-api:insufficient-funds');
    });

    it('a posting moves what was held, once, and its undo moves it back', async () => {
      interface Account {
        readonly iban: string;
        readonly balance: number;
        readonly available: number;
      }
      const account = (id: number): Promise<Account> => get('accounts-1', `/accounts/${id}`);
      const [payer, payee] = [await account(3), await account(4)];
      const hold = await json<{ id: number }>(
        post('accounts-1', '/holds', { accountId: 3, amount: 700 }),
      );
      const posting = { holdId: hold.id, toIban: payee.iban.replaceAll(' ', '') };
      const key = { 'Idempotency-Key': 'posting' };
      expect((await post('accounts-2', '/postings', posting, key)).status).toBe(201);
      expect((await post('accounts-1', '/postings', posting)).status).toBe(409);
      expect((await account(3)).balance).toBe(payer.balance - 700);
      expect((await account(3)).available).toBe(payer.available - 700);
      expect((await account(4)).available).toBe(payee.available + 700);
      await remove('accounts-1', '/postings/by-key/posting');
      expect((await account(3)).balance).toBe(payer.balance);
      expect(await account(4)).toEqual(payee);
    });

    it('shipping knows its rates', async () => {
      const body = { orderId: 1001, rateId: 'mars-express' };
      expect((await post('shipping-1', '/shipments', body)).status).toBe(422);
    });

    for (const [amount, decision] of [
      [499_999, 'allow'],
      [500_000, 'review'],
      [2_000_000, 'block'],
    ] as const) {
      it(`fraud says ${decision} to ${amount} cents`, async () => {
        const body = { fromAccountId: 1, toIban: 'IE00', amount };
        const assessment = await json<Row>(post('fraud-1', '/assessments', body));
        expect(assessment['decision']).toBe(decision);
      });
    }

    it('compliance finds names on the watch list', async () => {
      const check = (beneficiary: string): Promise<Row> =>
        json<Row>(post('compliance-1', '/checks', { beneficiary }));
      expect((await check('grey heron shipping'))['result']).toBe('hit');
      expect((await check('Casa Verde Lda'))['result']).toBe('clear');
    });

    it('moderation holds back what looks heated', async () => {
      const comment = (text: string): Promise<Row> =>
        json<Row>(post('moderation-1', '/comments', { articleId: 1, author: 'A', text }));
      expect((await comment('What a stupid idea'))['status']).toBe('pending');
      expect((await comment('What a fine idea'))['status']).toBe('approved');
    });

    it('a missing field is named', async () => {
      const answer = await post('payments-1', '/payments', { customerId: 1, method: 'card-1' });
      expect(answer.status).toBe(400);
      expect((await json<Row>(answer))['field']).toBe('amount');
    });
  });
});
