import { TestBed } from '@angular/core/testing';
import { CircuitBreakers } from 'ngx-convoy';
import { ConsoleScene } from '../console-scene.spec';

describe('Breaker actions', () => {
  async function submitReason(scene: ConsoleScene, within: string, reason: string): Promise<void> {
    const dialog = scene.root.querySelector<HTMLDialogElement>(`${within} dialog[open]`);
    const field = dialog?.querySelector('input');
    if (field) field.value = reason;
    dialog?.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
    await scene.settle();
  }

  it('force a breaker open for a reason, and reset it', async () => {
    const scene = await ConsoleScene.open();
    await scene.press('Force open the breaker of catalog');
    await submitReason(scene, 'tr[data-service=catalog]', 'maintenance until 18:00');
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Forced open until it is reset');
    expect(scene.row('catalog')?.querySelector('.circuit')?.getAttribute('title')).toContain(
      'maintenance until 18:00',
    );

    await scene.press('Reset the breaker of catalog');
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Closed');
  });

  it('leave the breaker alone when the dialog is cancelled', async () => {
    const scene = await ConsoleScene.open();
    await scene.press('Force open the breaker of catalog');
    await scene.press('Cancel');
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Closed');
  });

  it('tell every state of a circuit in words', async () => {
    const scene = await ConsoleScene.open();
    const breakers = TestBed.inject(CircuitBreakers);
    breakers.disable('catalog', 'a load test');
    breakers.metricsOnly('accounts', 'rolling it out');
    await scene.settle();
    expect(scene.text('.circuit', scene.row('catalog'))).toBe('Disabled all calls pass');
    expect(scene.text('.circuit', scene.row('accounts'))).toBe(
      'Metrics only all calls pass, and are watched',
    );
  });

  it('are not there when the console only shows', async () => {
    const scene = await ConsoleScene.open({ readonly: true, url: '/console?sel=catalog' });
    await scene.breakDown('catalog');
    expect(scene.find('Reset the breaker of catalog')).toBeUndefined();
    expect(scene.find('Force open the breaker of catalog')).toBeUndefined();
    expect(scene.text('.mode')).toBe('Read-only');
  });
});
