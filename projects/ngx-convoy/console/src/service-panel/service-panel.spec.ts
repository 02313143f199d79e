import { ConsoleScene } from '../console-scene.spec';

describe('The service panel', () => {
  it('opens from a link, and says so when there is no such service', async () => {
    const scene = await ConsoleScene.open({ url: '/console?sel=nobody' });
    expect(scene.text('convoy-service-panel')).toContain("There is no service 'nobody'.");
  });

  it('opens by the link in the row, takes the focus, and gives it back when Escape closes it', async () => {
    const scene = await ConsoleScene.open();
    await scene.press('catalog');
    expect(scene.url).toBe('/console?sel=catalog');
    expect(document.activeElement?.textContent.trim()).toBe('catalog');
    expect(document.activeElement?.tagName).toBe('H2');

    await scene.key('Escape', document.activeElement ?? undefined);
    expect(scene.url).toBe('/console');
    expect(document.activeElement?.id).toBe('convoy-service-catalog');
  });

  it('opens by a click anywhere in the row, but not on its buttons', async () => {
    const scene = await ConsoleScene.open();
    await scene.press('Instances of catalog');
    expect(scene.url).toBe('/console');
    scene.row('accounts')?.querySelector('td')?.click();
    await scene.settle();
    expect(scene.url).toBe('/console?sel=accounts');
  });

  it('gives the evidence for the state of the breaker, and what it did lately', async () => {
    const scene = await ConsoleScene.open({ url: '/console?sel=accounts' });
    await scene.breakDown('accounts');
    await scene.pass(1_000);
    const panel = scene.text('convoy-service-panel');
    expect(panel).toContain('5 failures in a row');
    expect(panel).toContain('5 of 5 calls failed');
    expect(scene.text('.journal')).toContain('14:02:');
    expect(scene.text('.journal')).toContain('Open');
  });

  it('shows where the last calls went and how they ended', async () => {
    const scene = await ConsoleScene.open({ url: '/console?sel=accounts' });
    expect(scene.text('convoy-recent-calls')).toBe('No call has finished yet.');
    await scene.call('accounts', 503, 30);
    await nextFrame(scene);
    expect(scene.text('convoy-recent-calls .what')).toBe('GET /1');
    expect(scene.text('convoy-recent-calls .outcome')).toBe('Failed');
    expect(scene.text('convoy-recent-calls .number')).toBe('30 ms');
    expect(scene.text('.attempts')).toContain('accounts-1');
    expect(scene.text('.attempts')).toContain('503');
  });

  it('lists the settings in force, defaults filled in', async () => {
    const scene = await ConsoleScene.open({ url: '/console?sel=accounts' });
    const settings = scene.text('convoy-service-panel');
    expect(settings).toContain('5 s an attempt');
    expect(settings).toContain('15 s a call');
    expect(settings).toContain('at 5 failures in a row, or at 50.0 % failed of 10 calls or more');
  });
});

/** Traces are published at most once a frame. */
async function nextFrame(scene: ConsoleScene): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await scene.settle();
}
