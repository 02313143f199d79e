import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** Serves the page of a benchmark, is the backend it may ask, and takes what it has found out. */
export interface BenchServer {
  readonly address: string;
  /** The next thing that a page posts. */
  result(): Promise<string>;
  close(): void;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
};

/** Without isolation from other origins a page's clock has steps of 100 us instead of 5. */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** @param folder of the page, with its `index.html` */
export async function startBenchServer(folder: string): Promise<BenchServer> {
  const waiting: ((text: string) => void)[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) answer(response);
    else if (pathname === '/result') {
      void read(request).then((text) => {
        response.writeHead(204, isolation).end();
        waiting.shift()?.(text);
      });
    } else {
      const file = join(folder, normalize(pathname));
      const shown = existsSync(file) && statSync(file).isFile() ? file : join(folder, 'index.html');
      response.writeHead(200, {
        ...isolation,
        'content-type': types[extname(shown)] ?? 'text/plain',
      });
      createReadStream(shown).pipe(response);
    }
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    result: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(response: ServerResponse): void {
  response.writeHead(200, { ...isolation, 'content-type': 'application/json' });
  response.end('{"id":42,"name":"an order","lines":[1,2,3]}');
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: string[] = [];
  request.setEncoding('utf8');
  for await (const part of request) parts.push(String(part));
  return parts.join('');
}
