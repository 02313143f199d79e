import { parseConsulAnswer, parseConsulStates } from './consul-answer';

describe('parseConsulAnswer', () => {
  const entry = (service: object, node: object = {}): unknown => ({ Node: node, Service: service });
  const whole = {
    ID: 'catalog-1',
    Service: 'catalog',
    Address: '127.0.0.1',
    Port: 4101,
    Meta: { zone: 'eu-west-1a', version: '1.4.0', cost: '0.4', priority: '1', odd: 7 },
    Weights: { Passing: 3, Warning: 1 },
  };

  it('reads address, weight, zone, version and cost', () => {
    expect(parseConsulAnswer([entry(whole)], 'http')).toEqual([
      {
        id: 'catalog-1',
        url: 'http://127.0.0.1:4101',
        weight: 3,
        zone: 'eu-west-1a',
        version: '1.4.0',
        cost: 0.4,
        priority: 1,
        metadata: { zone: 'eu-west-1a', version: '1.4.0', cost: '0.4', priority: '1' },
      },
    ]);
  });

  it("falls back to the node's address, as Consul documents", () => {
    const answer = parseConsulAnswer(
      [entry({ ...whole, Address: '' }, { Address: '10.0.0.7' })],
      'https',
    );
    expect(answer).toEqual([jasmine.objectContaining({ url: 'https://10.0.0.7:4101' })]);
  });

  it('takes an empty list for what it is', () => {
    expect(parseConsulAnswer([], 'http')).toEqual([]);
  });

  const rubbish: readonly { title: string; answer: unknown; says: string }[] = [
    { title: 'nothing', answer: null, says: 'not a list' },
    { title: 'a text', answer: '<html>', says: 'not a list' },
    { title: 'an entry without service', answer: [{}], says: 'no Service.ID' },
    { title: 'an entry of null', answer: [null], says: 'no Service.ID' },
    { title: 'a port of 0', answer: [entry({ ...whole, Port: 0 })], says: 'no port' },
    { title: 'a port in text', answer: [entry({ ...whole, Port: '80' })], says: 'no port' },
    {
      title: 'an address that smuggles a path',
      answer: [entry({ ...whole, Address: 'evil.example/x?' })],
      says: 'no usable address',
    },
    {
      title: 'the same id twice',
      answer: [entry(whole), entry(whole)],
      says: "called 'catalog-1'",
    },
  ];
  for (const row of rubbish) {
    it(`refuses ${row.title} with a sentence`, () => {
      expect(parseConsulAnswer(row.answer, 'http')).toContain(row.says);
    });
  }

  it('puts an IPv6 address into brackets', () => {
    const answer = parseConsulAnswer([entry({ ...whole, Address: '2001:db8::7' })], 'http');
    expect(answer).toEqual([jasmine.objectContaining({ url: 'http://[2001:db8::7]:4101' })]);
  });
});

describe('parseConsulStates', () => {
  const check = (service: string, id: string, status: string): unknown => ({
    ServiceName: service,
    ServiceID: id,
    CheckID: `service:${id}`,
    Status: status,
  });

  it('yields one text a service that changes with its instances and their checks, in any order', () => {
    const one = check('orders', 'orders-1', 'passing');
    const two = check('orders', 'orders-2', 'passing');
    const other = check('catalog', 'catalog-1', 'critical');
    const of = (...checks: readonly unknown[]): ReadonlyMap<string, string> => {
      const states = parseConsulStates(checks);
      if (typeof states === 'string') throw new Error(states);
      return states;
    };
    const orders = of(one, two, other).get('orders');
    expect([...of(one, two, other).keys()]).toEqual(['orders', 'catalog']);
    expect(of(other, two, one).get('orders')).toBe(orders);
    expect(of(one).get('orders')).not.toBe(orders);
    expect(of(one, check('orders', 'orders-2', 'critical')).get('orders')).not.toBe(orders);
  });

  it('leaves out checks of nodes, and survives rubbish', () => {
    const states = parseConsulStates([{ Node: 'a', Status: 'passing' }, null, 7]);
    expect(states).toEqual(new Map());
    expect(parseConsulStates({})).toBe('the answer is not a list');
  });
});
