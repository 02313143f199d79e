import { deleteDB } from 'idb';
import { convoy, TabChannel, WRITE_QUEUE } from 'ngx-convoy';
import { ConfigurationError } from 'ngx-convoy/core';
import { TestBed } from '@angular/core/testing';
import { house as houseWithout, service } from '../house.spec';
import { fromQueue } from './from-queue';
import { OutboxHouse } from './outbox-house.spec';
import { isOutboxNews, type OutboxNews } from './outbox-news';
import { IndexedDbOutboxStorage } from './storage/indexed-db-outbox-storage';

const always = (key = 'k', id?: string): object => ({ context: convoy({ outbox: { key, id } }) });

describe('The outbox in a tab', () => {
  let name: string;
  let heard: string[];
  let another: IndexedDbOutboxStorage;
  let channel: TabChannel<OutboxNews>;
  let release: () => void;

  beforeEach(async () => {
    name = `spec-tabs-${Date.now()}-${Math.random()}`;
    heard = [];
    another = new IndexedDbOutboxStorage(
      name,
      () => undefined,
      () => 0,
    );
    channel = new TabChannel(`${name}:`, isOutboxNews, ({ kind }) => heard.push(kind));
    // Another tab leads.
    await new Promise<void>((granted) => {
      void navigator.locks.request(`${name}:`, () => {
        granted();
        return new Promise<void>((resolve) => (release = resolve));
      });
    });
  });

  afterEach(async () => {
    release();
    channel.close();
    TestBed.resetTestingModule();
    await another.close();
    await deleteDB(name);
  });

  function open(): OutboxHouse {
    return new OutboxHouse({ setup: { storage: 'indexed-db', name } });
  }

  /** IndexedDB and locks take the time that they take. */
  async function until(house: OutboxHouse, condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < 200 && !condition(); turn += 1) await house.settle();
    expect(condition()).toBeTrue();
  }

  it('that does not lead keeps writes and sends none, until the leader is gone', async () => {
    const house = open();
    const outcome = house.post(undefined, {}, always('k', 'one'));
    await until(house, () => outcome.response !== undefined);
    expect(house.outbox.isLeader()).toBeFalse();
    expect(house.states).toEqual(['waiting']);
    expect(heard).toContain('changed');
    house.backend.expectNone(() => true);

    release();
    await until(house, () => house.outbox.isLeader() && house.states[0] === 'sending');
    house.request().flush('');
    await until(house, () => house.states.length === 0);
    expect(heard).toContain('ended');
    expect((await another.list('')).entries).toEqual([]);
  });

  it('sees what others write, change and send', async () => {
    const house = open();
    await house.settle();
    const entry = await another.add(
      {
        ...{ id: 'two', identity: '', key: 'k', idempotencyKey: 'two', method: 'PUT', url: '/x' },
        ...{ service: undefined, headers: {}, withCredentials: false, body: { kind: 'none' } },
        ...{ attempts: 0, wait: 0 },
      },
      9,
      house.clock.now(),
    );
    channel.tell({ kind: 'changed' });
    await until(house, () => house.states[0] === 'waiting');
    await another.revise('two', () => ({ ...entry, state: 'dead' }));
    channel.tell({ kind: 'changed' });
    await until(house, () => house.states[0] === 'dead');
    expect(house.events).toEqual(['dead two']);
    channel.tell({ kind: 'ended', id: 'two', how: 'sent' });
    await until(house, () => house.outbox.status('two')() === 'sent');
  });

  it('wakes the leader when something is due, because nobody may look at that one', async () => {
    const house = open();
    await house.settle();
    await another.add(
      {
        ...{ id: 'two', identity: '', key: 'k', idempotencyKey: 'two', method: 'PUT', url: '/x' },
        ...{ service: undefined, headers: {}, withCredentials: false, body: { kind: 'none' } },
        ...{ attempts: 1, wait: 5_000 },
      },
      9,
      house.clock.now(),
    );
    channel.tell({ kind: 'changed' });
    await until(house, () => house.states[0] === 'waiting');
    heard.length = 0;
    house.clock.advance(4_999);
    await house.settle();
    expect(heard).toEqual([]);
    house.clock.advance(1);
    await until(house, () => heard.includes('poke'));
  });
});

describe('The outbox in another set-up', () => {
  it('works in the manner of NgModules', async () => {
    const house = new OutboxHouse({ isModule: true });
    const outcome = house.post(undefined, { text: 'hello' }, always());
    await house.settle();
    expect(outcome.response?.status).toBe(202);
    house.request().flush('');
    await house.settle();
    expect(house.entries.entities()).toEqual([]);
  });

  it('keeps nothing where there is no queue, as on a server, and says so to whoever asks for it', async () => {
    TestBed.overrideProvider(WRITE_QUEUE, { useValue: null });
    const house = new OutboxHouse();
    expect(house.post(undefined, {}, always()).error).toBeInstanceOf(ConfigurationError);
    const outcome = house.post();
    await house.settle();
    house.request().flush('', { status: 503, statusText: 'no' });
    await house.settle();
    expect(outcome.error).toEqual(jasmine.objectContaining({ status: 503 }));
    expect(house.entries.entities()).toEqual([]);
  });

  it('names fromQueue() where withOutbox() is missing', () => {
    const { http, backend } = houseWithout({ fallbacks: { comments: [fromQueue()] } }, [
      service('comments'),
    ]);
    let error: unknown;
    http.post('/api/comments', {}).subscribe({ error: (each: unknown) => (error = each) });
    backend.expectOne(() => true).flush('', { status: 503, statusText: 'no' });
    expect(error).toBeInstanceOf(ConfigurationError);
  });
});
