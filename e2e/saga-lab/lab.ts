import { build } from 'esbuild';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMockApi, type MockApi } from '../../mock-api/mock-api.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Real backends, and the page that runs sagas on them. */
export class Laboratory {
  readonly api: MockApi;
  /** Address of the page; more may be added to its query. */
  readonly page: string;
  private readonly server: Server;

  private constructor(api: MockApi, server: Server) {
    this.api = api;
    this.server = server;
    const { port } = server.address() as AddressInfo;
    this.page = `http://localhost:${port}/?api=${encodeURIComponent(api.url)}`;
  }

  /** @param port first of 36 for the backends */
  static async open(port: number, latencyScale: number): Promise<Laboratory> {
    const [code, api] = await Promise.all([
      bundle(),
      startMockApi({ port, quiet: true, latencyScale }),
    ]);
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
    return new Laboratory(api, server);
  }

  /** Everything that a service has. */
  async table<T>(service: string, name: string): Promise<readonly T[]> {
    const url = this.api.services.find((each) => each.name === service)?.instances[0]?.url ?? '';
    return (await (await fetch(`${url}/${name}`)).json()) as readonly T[];
  }

  async break(target: string, ...faults: readonly object[]): Promise<void> {
    await fetch(`${this.api.url}/__faults/${target}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(faults),
    });
  }

  async mend(): Promise<void> {
    await fetch(`${this.api.url}/__faults`, { method: 'DELETE' });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.api.stop();
  }
}

/** The library's sources and the sample's sagas in one file; decorators are compiled in the page. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'e2e/saga-lab/page/lab-page.ts')],
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
