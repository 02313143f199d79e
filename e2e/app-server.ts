import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** An address that serves a production build. */
export interface AppServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves `dist/<build>`: files as they are, and index.html for every other address, as a host of a single-page app does.
 * The page is told where its backends are in the meta tag that is there for it.
 *
 * @throws Error when nothing was built
 */
export async function serveApp(build: string, mockApi: string): Promise<AppServer> {
  const folder = fileURLToPath(new URL(`../dist/${build}/browser`, import.meta.url));
  const index = join(folder, 'index.html');
  if (!existsSync(index)) {
    throw new Error(`There is no dist/${build}. Run "npm run build" first.`);
  }
  const page = (await readFile(index, 'utf8')).replace(
    /(<meta name="mock-api" content=")[^"]*/,
    `$1${mockApi}`,
  );

  const manifest = await manifestFor(folder, page);

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/ngsw.json') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(manifest);
      return;
    }
    const type = types[extname(pathname)];
    const file = join(folder, normalize(decodeURIComponent(pathname)));
    if (type !== undefined && extname(pathname) !== '.html') {
      if (!file.startsWith(folder) || !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': type });
      createReadStream(file).pipe(response);
      return;
    }
    response.writeHead(200, { 'Content-Type': types['.html'] }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The service worker's list of files, with the hash of the page as it is served: another one it would refuse. */
async function manifestFor(folder: string, page: string): Promise<string> {
  const file = join(folder, 'ngsw.json');
  if (!existsSync(file)) return '{}';
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    readonly hashTable: Record<string, string>;
  };
  manifest.hashTable['/index.html'] = createHash('sha1').update(page).digest('hex');
  return JSON.stringify(manifest);
}
