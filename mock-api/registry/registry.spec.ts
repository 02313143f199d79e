import { parseRegistration } from './parse-registration.ts';
import type { Registration } from './registry.ts';
import { Registry } from './registry.ts';

const registration = (id: string, service = 'orders'): Registration =>
  parseRegistration({ ID: id, Name: service, Port: 80 }).registration;

describe('Registry', () => {
  it('moves the index of a service with every change of it, upwards only', () => {
    const registry = new Registry();
    const seen: number[] = [registry.indexOf('orders')];
    registry.register(registration('orders-1'));
    seen.push(registry.indexOf('orders'));
    registry.setCheck('orders-1', { status: 'critical', output: 'refused' });
    seen.push(registry.indexOf('orders'));
    registry.deregister('orders-1');
    seen.push(registry.indexOf('orders'));
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });

  it('moves both indexes when an instance changes its service', () => {
    const registry = new Registry();
    registry.register(registration('a-1', 'a'));
    const before = registry.indexOf('a');
    registry.register(registration('a-1', 'b'));
    expect(registry.indexOf('a')).toBeGreaterThan(before);
    expect(registry.instancesOf('a')).toEqual([]);
  });

  it('forgets a check of an instance that was deregistered', () => {
    const registry = new Registry();
    registry.register(registration('orders-1'));
    registry.deregister('orders-1');
    registry.setCheck('orders-1', { status: 'passing', output: 'back' });
    expect(registry.all).toEqual([]);
  });

  it('lets a watcher go when its signal aborts', async () => {
    const registry = new Registry();
    const left = new AbortController();
    const waiting = registry.waitForMove(() => registry.index, 1, 600_000, left.signal);
    left.abort();
    await expectAsync(waiting).toBeResolved();
  });
});
