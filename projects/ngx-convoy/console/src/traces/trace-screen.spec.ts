import { ConsoleScene, someService } from '../console-scene.spec';

async function open(url = '/console/traces'): Promise<ConsoleScene> {
  return ConsoleScene.open({
    url,
    services: [someService('catalog', 'shop', 2), someService('accounts', 'bank')],
  });
}

function calls(scene: ConsoleScene): readonly string[] {
  return [...scene.root.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('a, .outcome')].map((cell) => cell.textContent.trim()).join(': '),
  );
}

describe('The traces in the console', () => {
  it('says that there are none, then lists calls as they end, newest first', async () => {
    const scene = await open();
    expect(scene.text('.none')).toBe('No call has finished yet.');
    await scene.call('catalog');
    await scene.call('accounts', 500);
    await scene.frame();
    expect(calls(scene)).toEqual(['accounts GET /1: Failed', 'catalog GET /1: Answered']);
  });

  it('finds calls by service and status, and keeps filter and kind in the URL', async () => {
    const scene = await open();
    await scene.call('catalog');
    await scene.call('accounts', 500);
    await scene.frame();
    await scene.type('input[type=search]', '500');
    expect(calls(scene)).toEqual(['accounts GET /1: Failed']);
    expect(scene.url).toContain('q=500');
    await scene.type('input[type=search]', 'nothing like it');
    expect(scene.text('.none')).toBe('No call that is kept matches.');
  });

  it('shows on demand only what went wrong or was repeated', async () => {
    const scene = await open('/console/traces?show=remarkable');
    await scene.call('catalog');
    await scene.call('accounts', 500);
    await scene.frame();
    expect(calls(scene)).toEqual(['accounts GET /1: Failed']);
    scene.root.querySelector<HTMLInputElement>('.tools input[type=checkbox]')?.click();
    await scene.settle();
    expect(scene.url).not.toContain('show=');
    expect(calls(scene).length).toBe(2);
  });

  it('holds the list still while somebody reads', async () => {
    const scene = await open();
    await scene.call('catalog');
    await scene.frame();
    const hold = scene.root.querySelectorAll<HTMLInputElement>('.tools input[type=checkbox]')[1];
    hold?.click();
    await scene.call('accounts');
    await scene.frame();
    expect(calls(scene)).toEqual(['catalog GET /1: Answered']);
    hold?.click();
    await scene.settle();
    expect(calls(scene).length).toBe(2);
  });

  it('opens a trace as a waterfall, with what went wrong in words, and closes it by Escape', async () => {
    const scene = await open();
    await scene.call('accounts', 500, 40);
    await scene.frame();
    scene.root.querySelector<HTMLElement>('tbody a')?.click();
    await scene.settle();
    expect(scene.url).toContain('sel=');
    expect(document.activeElement?.textContent.trim()).toBe('Trace');
    const rows = [...scene.root.querySelectorAll('convoy-waterfall > ol > li > button')];
    expect(rows.map((row) => row.getAttribute('aria-label'))).toEqual([
      'Call: GET accounts, accounts, failed, begins after 0 ms, takes 40 ms',
      'Attempt: GET, accounts, failed, begins after 0 ms, takes 40 ms',
    ]);
    expect(rows.map((row) => row.getAttribute('aria-expanded'))).toEqual(['false', 'true']);
    expect(scene.text('convoy-waterfall dl')).toContain('http.response.status_code500');

    await scene.key('Escape');
    expect(scene.has('convoy-trace-panel')).toBeFalse();
    expect(document.activeElement?.id).toContain('convoy-trace-');
  });

  it('says so when nothing of a trace is kept', async () => {
    const scene = await open('/console/traces?sel=0af7651916cd43dd8448eb211c80319c');
    expect(scene.text('convoy-trace-panel')).toContain('Nothing of this trace is kept');
  });

  it('is led to from a call in a service’s panel', async () => {
    const scene = await ConsoleScene.open({ url: '/console?sel=catalog' });
    await scene.call('catalog');
    await scene.frame();
    scene.root.querySelector<HTMLElement>('convoy-recent-calls .trace a')?.click();
    await scene.settle();
    expect(scene.url).toMatch(/^\/console\/traces\?sel=[\da-f]{32}$/);
    expect(scene.has('convoy-waterfall')).toBeTrue();
  });
});
