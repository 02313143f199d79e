import { ConsoleScene, someService } from '../console-scene.spec';

describe('The picks in a service’s panel', () => {
  it('begin with the opening of the panel, and say who was compared and why one won', async () => {
    const scene = await ConsoleScene.open({
      url: '/console?sel=catalog',
      services: [{ ...someService('catalog', 'shop', 2), balancing: 'least-connections' }],
    });
    expect(scene.text('convoy-pick-list .none')).toContain('since this panel was opened');

    await scene.call('catalog');
    await scene.pass(1_000);
    const list = 'convoy-pick-list';
    expect(scene.text(`${list} summary b`)).toMatch(/^catalog-[12]$/);
    expect(scene.text(`${list} summary span`)).not.toBe('');
    expect(scene.root.querySelectorAll(`${list} tbody tr`).length).toBe(2);
    expect(scene.text(`${list} .picked th`)).toBe(scene.text(`${list} summary b`));
  });

  it('name who was left out, and why', async () => {
    const scene = await ConsoleScene.open({
      url: '/console?sel=catalog',
      services: [
        { ...someService('catalog', 'shop', 3), instanceBreaker: { consecutiveFailures: 1 } },
      ],
    });
    await scene.call('catalog', 503);
    await scene.call('catalog');
    await scene.pass(1_000);
    expect(scene.text('convoy-pick-list ul')).toMatch(/^catalog-\d: /);
  });
});
