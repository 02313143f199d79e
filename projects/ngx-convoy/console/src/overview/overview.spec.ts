import { ConsoleScene, someService } from '../console-scene.spec';

describe('The overview of the console', () => {
  it('says that nothing was heard yet, then that all is well', async () => {
    const scene = await ConsoleScene.open();
    expect(scene.text('.sentence')).toBe('Nothing was heard of the 3 services yet.');

    for (const service of ['catalog', 'recommendations', 'accounts']) await scene.call(service);
    await scene.pass(1_000);
    expect(scene.text('.sentence')).toBe('All 3 services are up.');
  });

  it('names what is down, since when, and why, at once', async () => {
    const scene = await ConsoleScene.open();
    await scene.call('catalog');
    await scene.breakDown('recommendations');

    expect(scene.text('.sentence')).toBe(
      '1 of 3 services reduced: recommendations is down since 14:02, its breaker is open.',
    );
    expect(scene.text('.state', scene.row('recommendations'))).toBe('Down');
    expect(scene.row('recommendations')?.querySelector('.state')?.getAttribute('title')).toContain(
      '5 failures in a row',
    );
  });

  it('counts down to the next trial, then says that it is due', async () => {
    const scene = await ConsoleScene.open({
      services: [{ ...someService('catalog'), breaker: { backoff: { jitter: 0 } } }],
    });
    await scene.breakDown('catalog');
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Open next trial in 5 s');
    await scene.pass(2_000);
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Open next trial in 3 s');
    await scene.pass(4_000);
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Open the next call is a trial');

    await scene.call('catalog');
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Half-open trial calls decide');
    await scene.call('catalog');
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Closed');
  });

  it('shows calls, errors and latency once a second, and lets them decline', async () => {
    const scene = await ConsoleScene.open();
    await scene.call('catalog', 200, 40);
    await scene.call('catalog', 503, 40);
    await scene.pass(1_000);
    const cells = () =>
      [...(scene.row('catalog')?.querySelectorAll('.number') ?? [])].map((cell) =>
        cell.textContent.trim(),
      );
    expect(cells()[1]).toBe('50.0');
    expect(Number(cells()[2])).toBeGreaterThan(35);
    await scene.pass(120_000);
    expect(cells().slice(0, 3)).toEqual(['0', '0', '–']);
  });

  it('finds rows by name, state, group and zone, and keeps the filter in the URL', async () => {
    const scene = await ConsoleScene.open();
    await scene.breakDown('accounts');
    await scene.type('input[type=search]', 'shop us-1');
    expect(scene.rows()).toEqual(['catalog', 'recommendations']);
    expect(scene.url).toBe('/console?q=shop%20us-1');
    expect(scene.text('.matches')).toBe('2 of 3 match');

    await scene.type('input[type=search]', 'down');
    expect(scene.rows()).toEqual(['accounts']);
    await scene.type('input[type=search]', '');
    expect(scene.url).toBe('/console');
    expect(scene.rows().length).toBe(3);
  });

  it('opens filtered from a link', async () => {
    const scene = await ConsoleScene.open({ url: '/console?q=bank' });
    expect(scene.rows()).toEqual(['accounts']);
    expect(scene.root.querySelector<HTMLInputElement>('input[type=search]')?.value).toBe('bank');
  });

  it('sorts by name within stable groups, or the worst first', async () => {
    const scene = await ConsoleScene.open();
    expect(scene.rows()).toEqual(['catalog', 'recommendations', 'accounts']);
    await scene.breakDown('accounts');
    await scene.press('State');
    expect(scene.rows()).toEqual(['accounts', 'catalog', 'recommendations']);
    expect(scene.url).toBe('/console?sort=state');
    expect(scene.root.querySelector('[aria-sort]')?.textContent).toContain('State');
    await scene.press('Service');
    expect(scene.url).toBe('/console');
  });

  it('shows instances on demand, with their share of the traffic', async () => {
    const scene = await ConsoleScene.open();
    await scene.call('catalog');
    await scene.call('catalog');
    await scene.press('Instances of catalog');
    await scene.pass(1_000);
    const table = scene.root.querySelector('convoy-instance-table');
    const rows = [...(table?.querySelectorAll('tr:has(td)') ?? [])].map((row) => row.textContent);
    expect(rows.length).toBe(3);
    expect(rows[0]).toContain('catalog-1');
    expect(rows[0]).toContain('eu-1 v1');
    expect(rows.filter((row) => row.includes('50.0')).length).toBe(2);

    await scene.press('Instances of catalog');
    expect(scene.has('convoy-instance-table')).toBeFalse();
  });

  it('lets a slash focus the filter, unless it is typed or single keys are off', async () => {
    const scene = await ConsoleScene.open();
    const filter = scene.root.querySelector('input[type=search]');
    expect((await scene.key('/')).defaultPrevented).toBeTrue();
    expect(document.activeElement).toBe(filter);
    expect((await scene.key('/', filter ?? undefined)).defaultPrevented).toBeFalse();

    const box = scene.root.querySelector<HTMLInputElement>('.keys input');
    box?.click();
    await scene.settle();
    expect((await scene.key('/')).defaultPrevented).toBeFalse();
    box?.click();
  });

  it('runs nothing any more once it is left', async () => {
    const scene = await ConsoleScene.open();
    expect(scene.clock.pending).toBe(1);
    await scene.leave();
    expect(scene.clock.pending).toBe(0);
  });

  it('stands still while the tab is hidden, and catches up when it is seen again', async () => {
    const scene = await ConsoleScene.open();
    const hidden = spyOnProperty(document, 'hidden').and.returnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(scene.clock.pending).toBe(0);
    hidden.and.returnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(scene.clock.pending).toBe(1);
    await scene.leave();
  });

  it('tells assistive technology of a change, but not without pause', async () => {
    const scene = await ConsoleScene.open();
    expect(scene.text('convoy-live-summary')).toBe('');
    await scene.breakDown('accounts');
    expect(scene.text('convoy-live-summary')).toContain('1 of 3 services reduced');
    await scene.breakDown('catalog');
    expect(scene.text('convoy-live-summary')).toContain('1 of 3 services reduced');
    await scene.pass(5_000);
    expect(scene.text('convoy-live-summary')).toContain('2 of 3 services reduced');
  });
});
