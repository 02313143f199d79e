import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

/** A listener cannot open because another program has its port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is taken by another program.`);
    this.port = port;
  }
}

const host = '127.0.0.1';

/** One HTTP port that can really close, so that connections are refused, and open again. */
export class Listener {
  /** 0 before the first opening if the system shall choose. */
  port: number;
  private readonly server: Server;
  private closing = new AbortController();

  constructor(port: number, handle: RequestListener) {
    this.port = port;
    this.server = createServer(handle);
    // Longer than a test or a look at the console: a connection closed while idle races with the next request on it.
    this.server.keepAliveTimeout = 75_000;
    this.server.on('clientError', (_error, socket) => socket.destroy());
  }

  get isOpen(): boolean {
    return this.server.listening;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Aborts when the listener closes: a process that dies does not finish its work. */
  get signal(): AbortSignal {
    return this.closing.signal;
  }

  /** @throws PortTakenError */
  async open(): Promise<void> {
    if (this.isOpen) return;
    await new Promise<void>((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException): void => {
        reject(error.code === 'EADDRINUSE' ? new PortTakenError(this.port) : error);
      };
      this.server.once('error', fail);
      this.server.listen(this.port, host, () => {
        this.server.off('error', fail);
        resolve();
      });
    });
    const address = this.server.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
    this.closing = new AbortController();
    setMaxListeners(0, this.closing.signal);
  }

  /** Destroys open connections too. */
  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.closing.abort();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
