import { HttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { ConsoleScene, someService } from '../console-scene.spec';

const services = [{ ...someService('catalog'), bulkhead: { limit: 1, queueLimit: 5 } }];

/** Requests that nobody answers. */
function ask(times: number): void {
  for (let i = 0; i < times; i += 1) {
    TestBed.inject(HttpClient)
      .get('/api/catalog/1')
      .subscribe({ error: () => undefined });
  }
}

function cells(scene: ConsoleScene, table = 'convoy-queue-table'): readonly string[] {
  const row = scene.root.querySelector(`${table} tbody tr`);
  return [...(row?.querySelectorAll('th, td.number, td.start') ?? [])].map((cell) =>
    cell.textContent.replace(/\s+/g, ' ').trim(),
  );
}

describe('The queues in the console', () => {
  it('say that no service has a bulkhead', async () => {
    const scene = await ConsoleScene.open({ url: '/console/queues' });
    expect(scene.text('.none')).toBe('No service has a bulkhead.');
  });

  it('show who is under way, who waits and for how long', async () => {
    const scene = await ConsoleScene.open({ url: '/console/queues', services });
    ask(3);
    scene.clock.advance(2_000);
    await scene.frame();
    expect(cells(scene).slice(0, 2)).toEqual(['catalog', '1']);
    expect(cells(scene).slice(3, 5)).toEqual(['2', '2 s']);
  });

  it('let an operator pause, resume, resize and empty one', async () => {
    const scene = await ConsoleScene.open({ url: '/console/queues', services });
    ask(3);
    await scene.frame();
    scene.control('Pause catalog').click();
    await scene.frame();
    expect(cells(scene)[0]).toBe('catalog paused');
    scene.control('Resume catalog').click();
    scene.control('Refuse what waits for catalog').click();
    await scene.frame();
    expect(cells(scene)[0]).toBe('catalog');
    expect(cells(scene)[3]).toBe('0');

    const limit = scene.root.querySelector<HTMLInputElement>('convoy-queue-table input');
    for (const [typed, shown] of [
      ['4', '4'],
      ['0', '4'],
    ] as const) {
      if (limit !== null) limit.value = typed;
      limit?.dispatchEvent(new Event('change'));
      await scene.frame();
      expect(limit?.value).toBe(shown);
    }
  });

  it('only show, when the console only shows', async () => {
    const scene = await ConsoleScene.open({ url: '/console/queues', services, readonly: true });
    expect(scene.has('convoy-queue-table input')).toBeFalse();
    expect(scene.has('convoy-queue-table button')).toBeFalse();
  });
});
