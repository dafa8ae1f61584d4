import { RawData, WebSocket } from 'ws';
import { PortChannel } from './PortChannel';
import { PortForwardBackend } from './PortForwardBackend';

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
