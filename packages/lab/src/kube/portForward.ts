import { Socket } from 'node:net';
import { RawData, WebSocket } from 'ws';

/**
 * Connects port-forwards to what stands for a pod. Rejects with an Error whose message is what a kubelet writes on
 * the error channel.
 *
 * @public
 */
export interface PortForwardBackend {
  connect(options: {
    namespace: string;
    pod: string;
    port: number;
  }): Promise<Socket>;
}

const pendingLimitBytes = 1024 * 1024;

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) {
    return Buffer.concat(data);
  }
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/**
 * Speaks the server's side of `v4.channel.k8s.io` port-forwarding on a WebSocket: channel 2n carries the data of the
 * n-th port and channel 2n+1 its errors; the first frame of each is the port's number.
 *
 * @internal
 */
export class PortForwardSession {
  readonly #channels: PortChannel[];

  private constructor(
    socket: WebSocket,
    options: {
      backend: PortForwardBackend;
      namespace: string;
      pod: string;
      ports: readonly number[];
    },
  ) {
    this.#channels = options.ports.map(
      (port, index) => new PortChannel({ ...options, socket, port, index }),
    );
    socket.on('message', data => this.#receive(toBuffer(data)));
    socket.on('close', () => this.#close());
    socket.on('error', () => this.#close());
  }

  static start(
    socket: WebSocket,
    options: {
      backend: PortForwardBackend;
      namespace: string;
      pod: string;
      ports: readonly number[];
    },
  ): PortForwardSession {
    return new PortForwardSession(socket, options);
  }

  #receive(frame: Buffer): void {
    if (frame.length < 2) {
      return;
    }
    const channel = this.#channels[Math.floor(frame[0] / 2)];
    if (channel && frame[0] % 2 === 0) {
      channel.send(frame.subarray(1));
    }
  }

  #close(): void {
    for (const channel of this.#channels) {
      channel.close();
    }
  }
}

/** One forwarded port. */
class PortChannel {
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
    for (const data of this.#waiting.splice(0)) {
      this.send(data);
    }
  }

  #refuse(error: Error): void {
    this.#frame(1, Buffer.from(error.message), () => this.#socket.close(1000));
  }

  #frame(channel: number, data: Buffer, sent: () => void = () => {}): void {
    if (this.#socket.readyState === WebSocket.OPEN) {
      const head = Buffer.from([this.#index * 2 + channel]);
      this.#socket.send(Buffer.concat([head, data]), { binary: true }, sent);
    }
  }
}
