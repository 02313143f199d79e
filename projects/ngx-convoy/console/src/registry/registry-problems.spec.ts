import { TestBed } from '@angular/core/testing';
import { ServiceRegistry } from 'ngx-convoy';
import { ConsoleScene } from '../console-scene.spec';

describe('Registry problems', () => {
  it('show while there are any, and mark the instances as old', async () => {
    const scene = await ConsoleScene.open({ url: '/console?sel=catalog' });
    expect(scene.has('convoy-registry-problems')).toBeFalse();

    const registry = TestBed.inject(ServiceRegistry);
    registry.reportProblem('catalog', 'consul', 'answered 500');
    await scene.settle();
    expect(scene.text('convoy-registry-problems li')).toContain('since 14:02, consul');
    expect(scene.text('abbr', scene.row('catalog'))).toBe('old');
    expect(scene.text('.problem')).toContain('answered 500');

    registry.clearProblem('catalog');
    await scene.settle();
    expect(scene.has('convoy-registry-problems')).toBeFalse();
    expect(scene.text('abbr', scene.row('catalog'))).toBe('');
  });
});
