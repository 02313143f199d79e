import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { Picks } from './picks';

@Component({ selector: 'convoy-watcher', template: '' })
class Watcher {
  readonly picks = inject(Picks).watch('orders');
}

function frame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      resolve();
    });
  });
}

function setUp() {
  const instances = ['http://a.test', 'http://b.test'];
  TestBed.configureTestingModule({
    providers: [provideConvoy({ services: [{ name: 'orders', match: '/orders', instances }] })],
  });
  const upstreams = TestBed.inject(Upstreams);
  const upstream = () => {
    const found = upstreams.get('orders');
    if (found === undefined) throw new Error('there is no such service');
    return found;
  };
  const watcher = TestBed.createComponent(Watcher);
  const { picks } = watcher.componentInstance;
  const pick = () => upstream().instances.pick(1, [])?.id;
  const end = (): void => {
    watcher.destroy();
  };
  return { picks, pick, upstream, end };
}

describe('Picks', () => {
  it('show who was picked and why, a frame later', async () => {
    const { picks, pick } = setUp();
    expect(picks()).toEqual([]);
    const id = pick();
    await frame();
    expect(picks()).toEqual([jasmine.objectContaining({ picked: id, policy: 'peak-ewma' })]);
  });

  it('end with whoever watched: nothing is kept after that', () => {
    const { pick, upstream, end } = setUp();
    expect(upstream().instances.observer).toBeDefined();
    pick();
    end();
    expect(upstream().instances.observer).toBeUndefined();
  });

  it('go on when the service is replaced', async () => {
    const { picks, pick } = setUp();
    TestBed.inject(ServiceRegistry).change('orders', {
      match: '/orders',
      instances: ['http://c.test'],
    });
    pick();
    await frame();
    expect(picks().map(({ picked }) => picked)).toEqual(['http://c.test']);
  });
});
