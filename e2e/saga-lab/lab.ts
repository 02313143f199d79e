import { startMockApi, type MockApi } from '../../mock-api/mock-api.ts';
import { serveLab, type LabServer } from '../lab-server.ts';

/** Real backends, and the page that runs sagas on them. */
export class Laboratory {
  readonly api: MockApi;
  /** Address of the page; more may be added to its query. */
  readonly page: string;
  private readonly server: LabServer;

  private constructor(api: MockApi, server: LabServer) {
    this.api = api;
    this.server = server;
    this.page = `${server.url}?api=${encodeURIComponent(api.url)}`;
  }

  /** @param port first of 36 for the backends */
  static async open(port: number, latencyScale: number): Promise<Laboratory> {
    const [server, api] = await Promise.all([
      serveLab('e2e/saga-lab/page/lab-page.ts'),
      startMockApi({ port, quiet: true, latencyScale }),
    ]);
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
    await this.server.close();
    await this.api.stop();
  }
}
