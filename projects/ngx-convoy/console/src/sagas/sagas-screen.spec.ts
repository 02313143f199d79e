import { TestBed } from '@angular/core/testing';
import { BusinessError, defineSaga } from 'ngx-convoy/core';
import { SagaRunner, withSagas } from 'ngx-convoy/flow';
import { ConsoleScene } from '../console-scene.spec';

describe('The screen of sagas', () => {
  let isDown: boolean;
  const order = defineSaga('order', { version: 1 })
    .step('reserve', { run: () => 1, compensate: () => undefined })
    .pivot('pay', { run: () => 2 })
    .step('ship', {
      run: () => {
        if (isDown) throw new BusinessError('No carrier goes there.');
        return 3;
      },
    })
    .build();

  beforeEach(() => {
    isDown = false;
  });

  function open(readonly = false): Promise<ConsoleScene> {
    return ConsoleScene.open({
      readonly,
      url: '/console/sagas',
      extensions: [withSagas([order], { journal: 'memory' })],
    });
  }

  async function start(scene: ConsoleScene, id: string): Promise<void> {
    TestBed.inject(SagaRunner).start(order, undefined, { id });
    await scene.settle();
  }

  function row(scene: ConsoleScene, id: string): string {
    const link = scene.root.querySelector(`#convoy-run-${id}`);
    return link?.closest('tr')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  }

  async function decide(scene: ConsoleScene, label: string): Promise<void> {
    await scene.press(label);
    const dialog = scene.root.querySelector('convoy-run-actions dialog[open]');
    const [by, reason] = dialog?.querySelectorAll('input') ?? [];
    if (by !== undefined) by.value = 'Ada';
    if (reason !== undefined) reason.value = 'the carrier is back';
    dialog?.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
    await scene.settle();
  }

  it('lists every run, those that need somebody first', async () => {
    const scene = await open();
    expect(scene.root.textContent).toContain('No saga was started yet.');
    isDown = true;
    await start(scene, 'o1');
    isDown = false;
    await start(scene, 'o2');
    expect(row(scene, 'o1')).toContain('Stuck');
    expect(row(scene, 'o1')).toContain('ship failed: No carrier goes there.');
    expect(row(scene, 'o2')).toContain('Completed');
    expect(scene.text('.summary')).toContain('1 needs somebody · 0 under way · 1 ended');
    const ids = [...scene.root.querySelectorAll('tbody a')].map(({ id }) => id);
    expect(ids).toEqual(['convoy-run-o1', 'convoy-run-o2']);
  });

  it('shows the steps and the journal of a run, and lets an operator decide', async () => {
    const scene = await open();
    isDown = true;
    await start(scene, 'o1');
    scene.root.querySelector<HTMLElement>('#convoy-run-o1')?.click();
    await scene.settle();
    await scene.settle();
    expect(scene.text('.steps')).toContain('pay');
    expect(scene.text('.steps')).toContain('Failed');
    expect(scene.text('.journal')).toContain('failed ship: No carrier goes there.');

    isDown = false;
    await decide(scene, 'Try again now');
    expect(row(scene, 'o1')).toContain('Completed');
    expect(scene.find('Try again now')).toBeUndefined();
    await scene.settle();
    expect(scene.text('.journal')).toContain('retried by Ada: the carrier is back');
  });

  it('offers no decision when the console only shows', async () => {
    const scene = await open(true);
    isDown = true;
    await start(scene, 'o1');
    scene.root.querySelector<HTMLElement>('#convoy-run-o1')?.click();
    await scene.settle();
    expect(scene.text('.steps')).toContain('ship');
    expect(scene.find('Try again now')).toBeUndefined();
  });

  it('is not there in an app without sagas', async () => {
    const scene = await ConsoleScene.open();
    const links = [...scene.root.querySelectorAll('nav a')].map(({ textContent }) => textContent);
    expect(links).not.toContain('Sagas');
  });
});
