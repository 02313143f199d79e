import { Leases } from './leases.ts';
import { parseRegistration } from './parse-registration.ts';
import { Registry } from './registry.ts';

const terms = { checkId: 'service:me', ttl: 1_000, removedAfter: 5_000 };

describe('Leases', () => {
  let registry: Registry;
  let leases: Leases;

  beforeEach(() => {
    jasmine.clock().install();
    registry = new Registry();
    leases = new Leases(registry);
  });
  afterEach(() => jasmine.clock().uninstall());

  const grant = (): void => {
    const { registration } = parseRegistration({
      ID: 'me',
      Name: 'presence',
      Port: 80,
      Check: { TTL: '1s', DeregisterCriticalServiceAfter: '5s' },
    });
    leases.grant(registration, terms);
  };
  const status = (): string | undefined => registry.all[0]?.check.status;
  const renew = (): boolean => leases.renew('service:me', 'passing', 'well');

  it('are critical until they are renewed for the first time', () => {
    grant();
    expect(status()).toBe('critical');
    expect(renew()).toBeTrue();
    expect(status()).toBe('passing');
  });

  it('last as long as they are renewed in time', () => {
    grant();
    for (let round = 0; round < 20; round += 1) {
      renew();
      jasmine.clock().tick(999);
      expect(status()).toBe('passing');
    }
  });

  it('turn critical when they are not, and move the index of the service', () => {
    grant();
    renew();
    const index = registry.indexOf('presence');
    jasmine.clock().tick(1_000);
    expect(registry.all[0]?.check).toEqual({ status: 'critical', output: 'TTL expired' });
    expect(registry.indexOf('presence')).toBeGreaterThan(index);
  });

  it('are removed when they stay critical, and are unknown from then on', () => {
    grant();
    renew();
    jasmine.clock().tick(5_999);
    expect(registry.all.length).toBe(1);
    jasmine.clock().tick(1);
    expect(registry.all).toEqual([]);
    expect(renew()).toBeFalse();
  });

  it('count the time to removal from when they turned critical, however often they say so', () => {
    grant();
    jasmine.clock().tick(4_000);
    leases.renew('service:me', 'critical', 'still ill');
    jasmine.clock().tick(1_000);
    expect(registry.all).toEqual([]);
  });

  it('keep their check when they are granted again, and start their time anew', () => {
    grant();
    renew();
    jasmine.clock().tick(900);
    grant();
    expect(status()).toBe('passing');
    jasmine.clock().tick(900);
    expect(status()).toBe('passing');
    jasmine.clock().tick(100);
    expect(status()).toBe('critical');
  });

  it('leave nothing behind when they end', () => {
    grant();
    renew();
    leases.end('me');
    jasmine.clock().tick(600_000);
    expect(status()).toBe('passing');
    expect(renew()).toBeFalse();
  });
});
