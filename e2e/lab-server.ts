import { build } from 'esbuild';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A page of our own with the library's sources, for experiments that the sample app has no screen for. */
export interface LabServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param entry the page's script, from the root of the repository */
export async function serveLab(entry: string): Promise<LabServer> {
  const code = await bundle(entry);
  const server = createServer((request, response) => {
    const isCode = request.url?.startsWith('/lab.js') === true;
    response.writeHead(200, { 'Content-Type': isCode ? 'text/javascript' : 'text/html' });
    response.end(
      isCode
        ? code
        : '<!doctype html><title>lab</title><script type="module" src="/lab.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The library's sources and the page in one file; decorators are compiled in the page. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    tsconfig: join(root, 'tsconfig.json'),
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { ngDevMode: 'true' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
