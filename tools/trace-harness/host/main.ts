import '@angular/compiler';
import { HttpClient, provideHttpClient } from '@angular/common/http';
import { Component, inject, provideZonelessChangeDetection, REQUEST } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { renderApplication } from '@angular/platform-server';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { provideConvoy, withConvoy, withTracing } from 'ngx-convoy';
import { concatMap, from } from 'rxjs';

/*
 * The service that the harness of W3C Trace Context wants: it is told whom to call, and calls them. Each order is a page that is
 * rendered on a server, whose request has the trace; what the page calls goes through HttpClient and the library, as in any app.
 */

/** One call that the harness orders. */
interface Order {
  readonly url: string;
  readonly arguments: unknown;
}

const [harness = ''] = process.argv.slice(2);
const document = '<!doctype html><html><head></head><body><app-root></app-root></body></html>';

async function carryOut(request: Request, orders: readonly Order[]): Promise<void> {
  @Component({ selector: 'app-root', template: '' })
  class Page {
    constructor() {
      const http = inject(HttpClient);
      from(orders)
        .pipe(concatMap((order) => http.post(order.url, order.arguments)))
        .subscribe({
          error: (error: unknown) => {
            console.error(error);
          },
        });
    }
  }
  await renderApplication(
    (context) =>
      bootstrapApplication(
        Page,
        {
          providers: [
            provideZonelessChangeDetection(),
            provideHttpClient(withConvoy()),
            provideConvoy(
              { services: [{ name: 'harness', match: harness }] },
              withTracing({ propagateTo: [harness] }),
            ),
          ],
        },
        context,
      ),
    { document, url: '/', platformProviders: [{ provide: REQUEST, useValue: request }] },
  );
}

async function read(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of message.setEncoding('utf8')) text += String(part);
  return text;
}

/** Headers of the same name are joined, as fetch and every server-side renderer do. */
function requestOf(message: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return new Request('http://localhost/', { headers });
}

const server = createServer((message, response) => {
  void read(message)
    .then((text) => carryOut(requestOf(message), JSON.parse(text) as readonly Order[]))
    .then(
      () => response.writeHead(200, { 'Content-Type': 'application/json' }).end('null'),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`);
});
