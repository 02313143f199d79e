// The page in the laboratory: the sample app's sagas on the library, without any of its screens. Built by lab.ts.
import '@angular/compiler';
import { provideHttpClient } from '@angular/common/http';
import { provideZonelessChangeDetection } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { provideConvoy, withConvoy } from 'ngx-convoy';
import { SagaRunner, SagaRuns, withSagas } from 'ngx-convoy/flow';
import {
  MIGRATIONS,
  type Migration,
  // eslint-disable-next-line house/room-boundaries -- a newer version of the journal is not for apps to make
} from '../../../projects/ngx-convoy/flow/src/journal/saga-database';
import { sendTransfer } from '../../../src/app/bank/send-transfer';
import { mockApiInstances } from '../../../src/app/mock-api';
import { placeOrder } from '../../../src/app/shop/place-order';
import type { Lab, LabInput } from '../lab-api';

const { searchParams } = new URL(location.href);
const instances = mockApiInstances(searchParams.get('api') ?? '');

// A newer version of the app, with a journal that has one more store.
if (searchParams.get('schema') === 'newer') {
  (MIGRATIONS as Migration[]).push((database) => {
    (database as unknown as IDBDatabase).createObjectStore('later');
  });
}

let offset = 0;
const systemNow = Date.now;
Date.now = () => systemNow() + offset;

/** Which write of the journal is the last one of this tab's life. */
let fatal: { at: number; phase: 'before' | 'after' } | undefined;
let writes = 0;
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (
  this: IDBDatabase,
  stores: string | Iterable<string>,
  mode?: IDBTransactionMode,
  options?: IDBTransactionOptions,
): IDBTransaction {
  const isWrite =
    mode === 'readwrite' &&
    (typeof stores === 'string' ? stores === 'events' : [...stores].includes('events'));
  if (isWrite) writes += 1;
  const number = writes;
  if (isWrite && fatal?.phase === 'before' && number === fatal.at) die();
  if (isDead) throw new Error('This tab is dead.');
  const transaction = begin.call(this, stores as string[], mode, options);
  if (isWrite && fatal?.phase === 'after' && number === fatal.at) {
    transaction.addEventListener('complete', die);
  }
  return transaction;
};

/**
 * From here on nothing of this page has any effect: nothing is written, sent or told. Somebody outside closes it. (An endless loop would
 * also stop the other tabs that Chromium has put into the same process.)
 */
function die(): void {
  isDead = true;
  console.log('the tab dies');
}

let isDead = false;
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body): void {
  if (!isDead) send.call(this, body);
};
const systemFetch = window.fetch;
window.fetch = (...args) => (isDead ? new Promise(() => undefined) : systemFetch(...args));
const tell = BroadcastChannel.prototype.postMessage;
BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, message): void {
  if (!isDead) tell.call(this, message);
};

const app = await createApplication({
  providers: [
    provideZonelessChangeDetection(),
    provideHttpClient(withConvoy()),
    provideConvoy(
      {
        defaults: { timeout: 2_000, deadline: 4_000 },
        services: [...instances].map(([name, fleet]) => ({
          name,
          match: `/api/${name}`,
          instances: fleet,
        })),
      },
      withSagas([placeOrder, sendTransfer], { name: 'lab' }),
    ),
  ],
});
app.tick();
const runner = app.injector.get(SagaRunner);
const runs = app.injector.get(SagaRuns);

const lab: Lab = {
  start: async (input: LabInput) => {
    const run =
      input.kind === 'order'
        ? runner.start(placeOrder, input.order, { id: input.id })
        : runner.start(sendTransfer, input.transfer, { id: input.id });
    return await run.accepted;
  },
  cancel: async (id) => {
    await runner
      .run(id)
      .cancel({ by: 'lab', reason: 'part of the experiment' })
      .catch(() => undefined);
  },
  retry: (id) => runner.run(id).retry(),
  dieAt: (at, phase) => {
    fatal = { at: writes + at, phase };
  },
  jump: (ms) => {
    offset += ms;
  },
  statuses: () => Object.fromEntries(runs.entities().map(({ id, status }) => [id, status])),
  isRunner: () => runner.isRunner(),
  journal: () => runner.journal().state,
  events: async (id) => (await runner.exportJson(id)) ?? '',
};
Object.assign(window, { lab });
