import type { Backends, LoggedRequest } from './backends.ts';
import { expect, test } from './traffic-lab/traffic-test.ts';
import type { LabSetup } from './traffic-lab/traffic-lab-api.ts';

// The library's registries against a real one: real fetch in a real browser, CORS, connections that are held. Where the page's
// clock runs five times as fast, it is for the library's own pauses between questions; the registry's time is the world's.
test.use({ port: 17_450 });
test.describe.configure({ mode: 'serial' });

const guest = { name: 'guest', match: '/api/guest', discover: true };

function consul(backends: Backends, wait: number, more: Partial<LabSetup> = {}): LabSetup {
  return { services: [guest], registry: { type: 'consul', url: backends.url, wait }, ...more };
}

async function register(backends: Backends, id: string, more: object = {}): Promise<void> {
  const port = Number(new URL(backends.url).port) + 1;
  await backends.tellRegistry('service/register', { ID: id, Name: 'guest', Port: port, ...more });
}

/** Questions of the page, oldest first. */
async function questions(backends: Backends, path: string): Promise<readonly LoggedRequest[]> {
  return (await backends.log('registry')).filter((entry) => entry.path.startsWith(path));
}

test.afterEach(async ({ backends }) => {
  await backends.mend();
  const response = await fetch(`${backends.url}/v1/health/service/guest`);
  for (const { Service } of (await response.json()) as { Service: { ID: string } }[]) {
    await backends.tellRegistry(`service/deregister/${Service.ID}`);
  }
});

test.describe('consulRegistry', () => {
  test('is told of a change while its question is held', async ({ backends, tab }) => {
    await register(backends, 'guest-1');
    const page = await tab(consul(backends, 20_000));
    await expect.poll(() => page.instances('guest')).toEqual(['guest-1']);
    await expect
      .poll(async () => (await questions(backends, '/v1/health/service/guest')).length)
      .toBe(2);
    const [first, second] = await questions(backends, '/v1/health/service/guest');
    expect(first?.path).not.toContain('index=');
    expect(second?.path).toMatch(/index=\d+&wait=20000ms/);
    expect(second?.outcome).toBe('pending');

    await register(backends, 'guest-2');
    await expect
      .poll(() => page.instances('guest'), { timeout: 2_000 })
      .toEqual(['guest-1', 'guest-2']);
    const third = (await questions(backends, '/v1/health/service/guest'))[2];
    expect(third?.path).not.toBe(second?.path);
  });

  test('does not take an answer for a change: a wait that is over moves nothing', async ({
    backends,
    tab,
  }) => {
    await register(backends, 'guest-1');
    const page = await tab(consul(backends, 1_000, { speed: 5 }));
    await expect.poll(() => page.instances('guest')).toEqual(['guest-1']);
    await expect
      .poll(async () => (await questions(backends, '/v1/health/service/guest')).length, {
        timeout: 15_000,
      })
      .toBeGreaterThan(3);
    const asked = await questions(backends, '/v1/health/service/guest');
    const indexes = asked.slice(1).map(({ path }) => /index=(\d+)/.exec(path)?.[1]);
    expect(new Set(indexes).size).toBe(1);
    expect(await page.problem('guest')).toBeUndefined();
  });

  test('asks from the beginning when the index goes backwards', async ({ backends, tab }) => {
    await register(backends, 'guest-1');
    const page = await tab(consul(backends, 1_000, { speed: 5 }));
    // A proxy in between that answers for another registry: an older backup, as the index says.
    let shift = 0;
    await page.page.route('**/v1/health/service/guest*', async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      const index = Number(headers['x-consul-index']) - shift;
      await route.fulfill({ response, headers: { ...headers, 'x-consul-index': `${index}` } });
    });
    const asked: string[] = [];
    page.page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname.endsWith('/service/guest')) asked.push(searchParams.get('index') ?? 'none');
    });
    await expect.poll(() => asked.length, { timeout: 15_000 }).toBeGreaterThan(0);
    shift = 2;
    await expect.poll(() => asked.at(-1), { timeout: 15_000 }).toBe('none');
    // And blocks again on what is true now.
    await expect.poll(() => asked.at(-1), { timeout: 15_000 }).not.toBe('none');
  });

  for (const [what, index] of [
    ['an index of 0', '0'],
    ['no index', undefined],
  ] as const) {
    test(`does not block on ${what}, and does not rush either`, async ({ backends, tab, page }) => {
      await register(backends, 'guest-1');
      const asked: string[] = [];
      await page.context().route('**/v1/health/service/guest*', async (route) => {
        asked.push(new URL(route.request().url()).searchParams.get('index') ?? 'none');
        const response = await route.fetch();
        const headers = response.headers();
        if (index === undefined) delete headers['x-consul-index'];
        else headers['x-consul-index'] = index;
        await route.fulfill({ response, headers });
      });
      const lab = await tab(consul(backends, 1_000));
      await expect.poll(() => lab.instances('guest')).toEqual(['guest-1']);
      await lab.page.waitForTimeout(1_500);
      // Two at once, and the next after fifteen seconds: the pace for registries that do not block.
      expect(asked).toEqual(['none', 'none', 'none']);
    });
  }

  test('starts over with a registry that was restarted', async ({ backends, tab }) => {
    for (let round = 0; round < 5; round += 1) {
      await register(backends, 'guest-1', { Tags: [`${round}`] });
    }
    const page = await tab(consul(backends, 1_000, { speed: 5 }));
    await expect.poll(() => page.instances('guest')).toEqual(['guest-1']);
    await backends.restart();
    await register(backends, 'guest-1');
    await register(backends, 'guest-2');
    await expect
      .poll(() => page.instances('guest'), { timeout: 20_000 })
      .toEqual(['guest-1', 'guest-2']);
    expect(await page.problem('guest')).toBeUndefined();
  });
});

test.describe('leases', () => {
  const ttl = 3_000;

  test('a renewed one stays for those who watch, one that died leaves them', async ({
    backends,
    tab,
  }) => {
    const port = Number(new URL(backends.url).port) + 1;
    const url = `http://localhost:${port}`;
    const watcher = await tab(consul(backends, 1_000, { speed: 5 }));
    const anna = await tab(consul(backends, 60_000, { services: [] }));
    const ben = await tab(consul(backends, 60_000, { services: [] }));
    await anna.announce('guest', { id: 'anna', url }, ttl);
    await ben.announce('guest', { id: 'ben', url }, ttl);
    await expect.poll(async () => (await anna.lease('anna')).state).toBe('held');
    await expect.poll(async () => (await ben.lease('ben')).state).toBe('held');
    await expect
      .poll(() => watcher.instances('guest'), { timeout: 15_000 })
      .toEqual(['anna', 'ben']);

    await ben.page.close();
    const died = Date.now();
    await expect.poll(() => watcher.instances('guest'), { timeout: 15_000 }).toEqual(['anna']);
    expect(Date.now() - died).toBeGreaterThan(ttl / 2);
    // More than the time to live has gone by since both were renewed last by their first announcement.
    const renewals = await questions(backends, '/v1/agent/check/pass/service%3Aanna');
    expect(renewals.length).toBeGreaterThan(2);
    expect(renewals.every(({ status }) => status === 200)).toBe(true);
    expect(await anna.lease('anna')).toEqual({ state: 'held', problem: undefined });

    await anna.withdraw('anna');
    const left = await fetch(`${backends.url}/v1/health/service/guest?passing`);
    expect(await left.json()).toEqual([]);
  });

  test('one that the registry has forgotten is announced again', async ({ backends, tab }) => {
    const page = await tab(consul(backends, 60_000, { services: [] }));
    await page.announce('guest', { id: 'anna', url: 'http://localhost:9' }, ttl);
    await expect.poll(async () => (await page.lease('anna')).state).toBe('held');
    await backends.tellRegistry('service/deregister/anna');
    await expect
      .poll(async () => (await questions(backends, '/v1/agent/service/register')).length)
      .toBe(2);
    await expect.poll(async () => (await page.lease('anna')).state).toBe('held');
    await page.withdraw('anna');
  });

  test('one that is refused says so, and with what', async ({ backends, tab }) => {
    await backends.break('registry', { type: 'errors', rate: 1, status: 403 });
    const page = await tab(consul(backends, 60_000, { services: [], speed: 20 }));
    await page.announce('guest', { id: 'anna', url: 'http://localhost:9' }, 60_000);
    await expect
      .poll(() => page.lease('anna'))
      .toEqual({ state: 'refused', problem: 'is refused with 403' });
    await backends.mend();
    await expect.poll(async () => (await page.lease('anna')).state).toBe('held');
    await page.withdraw('anna');
  });
});

test.describe('jsonRegistry', () => {
  test('learns what has changed, and is told cheaply when nothing has', async ({
    backends,
    tab,
  }) => {
    await register(backends, 'guest-1');
    const url = `${backends.url}/registry/{service}`;
    const registry = { type: 'json', url, interval: 1_000 } as const;
    const page = await tab({ services: [guest], registry, speed: 4 });
    await expect.poll(() => page.instances('guest')).toEqual(['guest-1']);
    await expect
      .poll(async () => (await questions(backends, '/registry/guest')).map(({ status }) => status))
      .toEqual(expect.arrayContaining([200, 304, 304]));
    await register(backends, 'guest-2');
    await expect.poll(() => page.instances('guest')).toEqual(['guest-1', 'guest-2']);
    await backends.tellRegistry('service/deregister/guest-1');
    await expect.poll(() => page.instances('guest')).toEqual(['guest-2']);

    await backends.break('registry', { type: 'malformedJson' });
    await expect.poll(() => page.problem('guest')).toBe('the answer is not JSON');
    expect(await page.instances('guest')).toEqual(['guest-2']);
  });
});
