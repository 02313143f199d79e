import { RunningApi, json, pause, send, timed, until } from '../testing/running-api.ts';

describe('Faults over HTTP', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(() => api.mend());

  const product = (): Promise<Response> => fetch(api.at('catalog-1', '/products/1'));

  /** The system's code for why there is no connection, or `undefined` if there is one. */
  async function refused(instance: string): Promise<string | undefined> {
    try {
      await fetch(api.at(instance, '/health'));
      return undefined;
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      return cause?.code;
    }
  }

  describe('latency', () => {
    it('waits on top of the usual, within the jitter', async () => {
      await api.fault('catalog/catalog-1', { type: 'latency', latency: 120, jitter: 40 });
      const waits = await Promise.all(Array.from({ length: 8 }, () => timed(() => product())));
      expect(Math.min(...waits)).toBeGreaterThan(78);
      expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(5);
    });

    it('delays refusals too', async () => {
      await api.fault('catalog/catalog-1', [{ type: 'errors' }, { type: 'latency', latency: 120 }]);
      expect(await timed(() => product())).toBeGreaterThan(118);
    });
  });

  describe('errors', () => {
    it('answers the share it is told, with the status it is told, as a problem', async () => {
      await api.fault('catalog/catalog-1', { type: 'errors', rate: 0.3, status: 503, seed: 11 });
      const answers = await Promise.all(Array.from({ length: 100 }, () => product()));
      const failed = answers.filter(({ status }) => status === 503);
      expect(failed.length).toBeGreaterThan(15);
      expect(failed.length).toBeLessThan(45);
      expect(answers.length - failed.length).toBe(answers.filter(({ ok }) => ok).length);
      expect(failed[0]?.headers.get('Content-Type')).toContain('application/problem+json');
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    });

    it('repeats the same failures for the same seed', async () => {
      const statuses = async (): Promise<number[]> => {
        await api.fault('catalog/catalog-1', { type: 'errors', rate: 0.5, seed: 3 });
        const seen: number[] = [];
        for (let i = 0; i < 16; i += 1) seen.push((await product()).status);
        return seen;
      };
      expect(await statuses()).toEqual(await statuses());
    });

    it('has no effect on the data', async () => {
      await api.fault('notifications/notifications-1', { type: 'errors' });
      const url = (instance: string): string => api.at(instance, '/notifications');
      const body = { customerId: 1, subject: 'Lost', body: 'Never arrives' };
      expect((await send('POST', url('notifications-1'), body)).status).toBe(500);
      expect(await json(fetch(`${url('notifications-2')}?subject=Lost`))).toEqual([]);
    });
  });

  describe('down', () => {
    it('refuses connections, cuts open ones and opens the same port again', async () => {
      await api.fault('catalog/catalog-1', { type: 'hang' });
      const waiting = refused('catalog-1');
      const url = api.at('catalog-1', '/health');
      await until(async () => (await api.log('?service=catalog')).at(-1)?.faults[0] === 'hang');
      await send('POST', api.control('/__faults/catalog/catalog-1'), { type: 'down' });
      expect(await waiting).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
      expect(await refused('catalog-1')).toBe('ECONNREFUSED');
      expect(await refused('catalog-2')).toBeUndefined();

      await api.mend();
      expect(await refused('catalog-1')).toBeUndefined();
      expect(api.at('catalog-1', '/health')).toBe(url);
    });

    it('closes every instance of a service', async () => {
      await api.fault('recommendations', { type: 'down' });
      expect(await refused('recommendations-1')).toBe('ECONNREFUSED');
      expect(await refused('recommendations-2')).toBe('ECONNREFUSED');
      await fetch(api.control('/__faults/recommendations'), { method: 'DELETE' });
      expect(await refused('recommendations-2')).toBeUndefined();
    });

    it('mends one instance of a service that is down as a whole', async () => {
      await api.fault('recommendations', { type: 'down' });
      await fetch(api.control('/__faults/recommendations/recommendations-2'), { method: 'DELETE' });
      expect(await refused('recommendations-1')).toBe('ECONNREFUSED');
      expect(await refused('recommendations-2')).toBeUndefined();
    });

    it('opens by itself after its time to live', async () => {
      await api.fault('catalog/catalog-1', { type: 'down', ttlMs: 400 });
      expect(await refused('catalog-1')).toBe('ECONNREFUSED');
      await until(async () => (await refused('catalog-1')) === undefined);
      expect(await json(fetch(api.control('/__faults')))).toEqual([]);
    });

    it('cannot be set on the listener that would close over its own answer', async () => {
      const answer = await send('PUT', api.at('catalog-1', '/__faults'), { type: 'down' });
      expect(answer.status).toBe(400);
      expect((await json<{ allowed: string }>(answer)).allowed).not.toContain('down');
    });
  });

  it('flapping really closes and opens by turns, beginning closed, and stays open when mended', async () => {
    await api.fault('catalog/catalog-1', { type: 'flapping', upMs: 300, downMs: 300 });
    for (let turn = 0; turn < 2; turn += 1) {
      await until(async () => (await refused('catalog-1')) === 'ECONNREFUSED');
      await until(async () => (await refused('catalog-1')) === undefined);
    }
    await api.mend();
    await pause(350);
    expect(await refused('catalog-1')).toBeUndefined();
  });

  describe('hang', () => {
    it('never answers, and cuts whoever hangs when it ends', async () => {
      await api.fault('catalog/catalog-1', { type: 'hang' });
      let settled = false;
      const hanging = product().then(
        () => 'answered',
        () => 'cut',
      );
      void hanging.then(() => (settled = true));
      await pause(100);
      expect(settled).toBeFalse();
      await api.mend();
      expect(await hanging).toBe('cut');
    });
  });

  describe('rateLimit', () => {
    it('refuses every request, and says when to come back', async () => {
      await api.fault('catalog/catalog-1', { type: 'rateLimit', retryAfter: 7 });
      const answer = await product();
      expect(answer.status).toBe(429);
      expect(answer.headers.get('Retry-After')).toBe('7');
    });

    it('lets as many pass as the rate allows', async () => {
      await api.fault('catalog/catalog-1', { type: 'rateLimit', rate: 0.01 });
      const answers = await Promise.all(Array.from({ length: 5 }, () => product()));
      expect(answers.filter(({ ok }) => ok).length).toBe(1);
    });
  });

  describe('health', () => {
    it('suffers with the rest, unless it is spared', async () => {
      await api.fault('catalog/catalog-1', { type: 'rateLimit' });
      expect((await fetch(api.at('catalog-1', '/health'))).status).toBe(429);
      await api.fault('catalog/catalog-1', { type: 'rateLimit', exceptHealth: true });
      expect((await fetch(api.at('catalog-1', '/health'))).status).toBe(200);
      expect((await product()).status).toBe(429);
    });
  });
});
