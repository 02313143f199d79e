import { ConsoleScene } from '../console-scene.spec';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A control backend as far as the panel needs one: it remembers what it was sent, and answers what the spec set. */
class ControlBackend {
  readonly sent: Sent[] = [];
  faults: unknown = [];
  services: unknown = [
    {
      name: 'recommendations',
      business: 'shop',
      instances: [
        { id: 'recommendations-1', up: true, zone: 'eu-1', version: 'v1' },
        { id: 'recommendations-2', up: true, zone: 'us-1', version: 'v2' },
      ],
    },
    { name: 'fraud', business: 'bank', instances: [{ id: 'fraud-1', up: true }] },
  ];
  answer: (() => Promise<Response>) | undefined;

  constructor() {
    spyOn(globalThis, 'fetch').and.callFake((url, init) => this.handle(url, init));
  }

  /** What was changed, not what was only looked at. */
  get changes(): readonly Sent[] {
    return this.sent.filter(({ method }) => method !== 'GET');
  }

  private handle(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const { pathname } = new URL(url instanceof Request ? url.url : url);
    const method = init?.method ?? 'GET';
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    this.sent.push({ method, path: pathname, body });
    if (this.answer !== undefined) return this.answer();
    if (method !== 'GET') return Promise.resolve(new Response(null, { status: 204 }));
    return Promise.resolve(Response.json(pathname === '/__services' ? this.services : this.faults));
  }
}

const DOWN = { service: 'recommendations', type: 'down' } as const;

describe('The faults panel', () => {
  let backend: ControlBackend;

  beforeEach(() => {
    backend = new ControlBackend();
  });

  async function open(): Promise<ConsoleScene> {
    const scene = await ConsoleScene.open({
      url: '/console?panel=faults',
      faults: { url: 'http://control.test:4100/' },
    });
    await scene.pass(0);
    return scene;
  }

  it('is not there unless it is asked for, and never when the console only shows', async () => {
    const scene = await ConsoleScene.open({ url: '/console?panel=faults' });
    expect(scene.find('Faults')).toBeUndefined();
    expect(scene.has('convoy-faults-panel')).toBeFalse();
    expect(backend.sent).toEqual([]);
  });

  it('is not there when the console only shows', async () => {
    const scene = await ConsoleScene.open({
      readonly: true,
      url: '/console?panel=faults',
      faults: { url: 'http://control.test' },
    });
    expect(scene.has('convoy-faults-panel')).toBeFalse();
  });

  it('lists services and instances by group, and what is up', async () => {
    const scene = await open();
    const groups = [...scene.root.querySelectorAll('convoy-faults-panel h3')].map(
      (h) => h.textContent,
    );
    expect(groups).toEqual(['Add a fault', 'shop', 'bank']);
    expect(scene.text('li[convoyFaultableService] summary')).toContain('2/2 up');
  });

  it('stops a whole service, and one instance', async () => {
    const scene = await open();
    await scene.press('Stop recommendations');
    await scene.press('Stop fraud-1');
    expect(backend.changes).toEqual([
      { method: 'POST', path: '/__faults/recommendations', body: { type: 'down' } },
      { method: 'POST', path: '/__faults/fraud/fraud-1', body: { type: 'down' } },
    ]);
  });

  it('starts what is down, and leaves its other faults as they are', async () => {
    backend.services = [
      {
        name: 'recommendations',
        instances: [
          { id: 'recommendations-1', up: false },
          { id: 'recommendations-2', up: true },
        ],
      },
    ];
    const slow = { type: 'latency', latency: 800 };
    backend.faults = [
      { ...DOWN, instance: 'recommendations-1' },
      {
        service: 'recommendations',
        instance: 'recommendations-1',
        ...slow,
        ttlMs: 60_000,
        remainingMs: 41_200.4,
      },
    ];
    const scene = await open();
    await scene.press('Start recommendations-1');
    expect(backend.changes).toEqual([
      {
        method: 'PUT',
        path: '/__faults/recommendations/recommendations-1',
        body: [{ ...slow, ttlMs: 41_200 }],
      },
    ]);
  });

  it('adds the fault that the form describes', async () => {
    const scene = await open();
    const form = scene.root.querySelector('convoy-fault-form');
    const choose = async (name: string, value: string): Promise<void> => {
      const field = form?.querySelector<HTMLSelectElement>(`[name=${name}]`);
      if (field) field.value = value;
      field?.dispatchEvent(new Event('change'));
      await scene.settle();
    };
    await choose('recipe', 'errors');
    await choose('target', 'recommendations/recommendations-2');
    await choose('share', '40');
    await choose('duration', '30000');
    await scene.press('Add fault');
    expect(backend.changes).toEqual([
      {
        method: 'POST',
        path: '/__faults/recommendations/recommendations-2',
        body: { type: 'errors', rate: 0.4, status: 503, ttlMs: 30_000 },
      },
    ]);
  });

  it('says in a banner what is broken, and mends everything', async () => {
    const scene = await open();
    expect(scene.has('.banner')).toBeFalse();
    backend.faults = [
      { ...DOWN, instance: 'recommendations-1' },
      { ...DOWN, instance: 'recommendations-2' },
      { service: 'fraud', instance: 'fraud-1', type: 'errors', rate: 0.5, status: 503 },
    ];
    await scene.pass(3_000);
    expect(scene.text('.banner p')).toBe('Faults are active: recommendations down, fraud failing');

    backend.faults = [];
    await scene.press('Mend everything');
    expect(backend.changes).toEqual([{ method: 'DELETE', path: '/__faults', body: undefined }]);
    expect(scene.has('.banner')).toBeFalse();
  });

  it('names the instances when not all of a service are hit', async () => {
    backend.faults = [{ ...DOWN, instance: 'recommendations-2' }];
    const scene = await open();
    expect(scene.text('.banner p')).toBe('Faults are active: recommendations-2 down');
  });

  it('says plainly that the control endpoint cannot be reached, keeps what it knows, and asks again later', async () => {
    const scene = await open();
    backend.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await scene.pass(3_000);
    expect(scene.text('.problem')).toContain(
      'The control endpoint http://control.test:4100 cannot be reached.',
    );
    expect(scene.text('convoy-faults-panel')).toContain('recommendations');
    const asked = backend.sent.length;
    await scene.pass(9_000);
    expect(backend.sent.length).toBe(asked);

    backend.answer = undefined;
    await scene.pass(1_000);
    expect(scene.has('.problem')).toBeFalse();
  });

  it('shows what the control endpoint refuses, in its own words', async () => {
    const scene = await open();
    backend.answer = () =>
      Promise.resolve(
        Response.json(
          { title: 'Bad field', detail: 'rate must be a number from 0 to 1' },
          { status: 400 },
        ),
      );
    await scene.press('Stop fraud');
    expect(scene.text('.problem')).toBe('POST /__faults/fraud: rate must be a number from 0 to 1');
  });

  it('does not take any answer for a list', async () => {
    backend.services = { hello: 'world' };
    const scene = await open();
    expect(scene.text('.problem')).toContain('is it the control endpoint?');
  });

  it('asks nothing any more once the console is left', async () => {
    const scene = await open();
    await scene.leave();
    const asked = backend.sent.length;
    await scene.pass(30_000);
    expect(backend.sent.length).toBe(asked);
  });
});
