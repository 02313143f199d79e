import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** Serves a built application, and is the backend that it asks for a greeting. */
export interface HostServer {
  readonly address: string;
  /** What the backend was asked. */
  readonly asked: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  close(): void;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
};

/** @param folder the `browser` folder of a production build */
export async function startHostServer(folder: string): Promise<HostServer> {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/api/') || path.startsWith('/instance-')) {
      asked.push({ path, headers: request.headers });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ text: `hello from ${path}` }));
      return;
    }
    const file = join(folder, normalize(path));
    const shown = existsSync(file) && statSync(file).isFile() ? file : join(folder, 'index.html');
    response.writeHead(200, { 'content-type': types[extname(shown)] ?? 'text/plain' });
    createReadStream(shown).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
