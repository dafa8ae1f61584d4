import { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { PortForwardBackend } from './PortForwardBackend';

const pendingLimitBytes = 1024 * 1024;

/**
 * One forwarded port: its data and its error channel on the WebSocket, its connection behind.
 *
 * @internal
 */
export class PortChannel {
  readonly #socket: WebSocket;
  readonly #index: number;
  readonly #waiting: Buffer[] = [];
  #backend: Socket | undefined;
  #closed = false;

  constructor(options: {
    socket: WebSocket;
    backend: PortForwardBackend;
    namespace: string;
    pod: string;
    port: number;
    index: number;
  }) {
    this.#socket = options.socket;
    this.#index = options.index;
    const { namespace, pod, port } = options;
    const portFrame = Buffer.alloc(2);
    portFrame.writeUInt16LE(port);
    this.#frame(0, portFrame);
    this.#frame(1, portFrame);
    options.backend.connect({ namespace, pod, port }).then(
      backend => this.#attach(backend),
      (error: Error) => this.#refuse(error),
    );
  }

  /** Passes data on to the backend and holds the client back while the backend cannot take more. */
  send(data: Buffer): void {
    if (!this.#backend) {
      this.#waiting.push(data);
      this.#socket.pause();
      return;
    }
    if (this.#backend.writable && !this.#backend.write(data)) {
      this.#socket.pause();
      this.#backend.once('drain', () => this.#socket.resume());
    }
  }

  close(): void {
    this.#closed = true;
    this.#backend?.destroy();
  }

  #attach(backend: Socket): void {
    this.#backend = backend;
    backend.on('data', (data: Buffer) => {
      this.#frame(0, data, () => backend.resume());
      if (this.#socket.bufferedAmount > pendingLimitBytes) {
        backend.pause();
      }
    });
    backend.on('error', () => {});
    backend.on('close', () => {
      this.#socket.resume();
      this.#socket.close(1000);
    });
    if (this.#closed) {
      backend.destroy();
      return;
    }
    this.#socket.resume();
    for (const data of this.#waiting.splice(0)) {
      this.send(data);
    }
  }

  #refuse(error: Error): void {
    this.#socket.resume();
    this.#frame(1, Buffer.from(error.message), () => this.#socket.close(1000));
  }

  #frame(channel: number, data: Buffer, sent: () => void = () => {}): void {
    if (this.#socket.readyState === WebSocket.OPEN) {
      const head = Buffer.from([this.#index * 2 + channel]);
      this.#socket.send(Buffer.concat([head, data]), { binary: true }, sent);
    }
  }
}
