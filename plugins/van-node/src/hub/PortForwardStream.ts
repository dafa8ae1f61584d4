import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { DialError, type DialOutcome } from './DialError';

/** Channels of a port-forward of one port: https://pkg.go.dev/k8s.io/kubelet/pkg/cri/streaming/portforward */
const dataChannel = 0;
const errorChannel = 1;

/** The first message of each channel repeats the port, as two bytes. */
const portBytes = 2;

/**
 * The bytes of one forwarded port. A port-forward is accepted before the pod's port is connected to: that it is refused
 * comes later on the error channel, and destroys the stream with a `DialError`.
 *
 * @internal
 */
export class PortForwardStream extends Duplex {
  private readonly missingPortBytes = new Map([
    [dataChannel, portBytes],
    [errorChannel, portBytes],
  ]);

  private constructor(
    private readonly webSocket: WebSocket,
    private readonly what: string,
  ) {
    super({ allowHalfOpen: false });
  }

  /**
   * @param webSocket - open
   * @param what - in messages: `port 1024 of pod van/skupper-router-0`
   */
  static create(webSocket: WebSocket, what: string): PortForwardStream {
    const stream = new PortForwardStream(webSocket, what);
    webSocket.on('message', data => stream.receive(data));
    webSocket.on('close', () => stream.push(null));
    webSocket.on('error', error =>
      stream.destroy(
        new DialError(
          'hubUnreachable',
          `The hub's port-forward to ${what} broke: ${error.message}`,
        ),
      ),
    );
    return stream;
  }

  override _read(): void {
    this.webSocket.resume();
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    const message = Buffer.allocUnsafe(chunk.length + 1);
    message[0] = dataChannel;
    chunk.copy(message, 1);
    this.webSocket.send(message, callback);
  }

  override _final(callback: () => void): void {
    // The protocol cannot close one direction only.
    this.webSocket.close();
    callback();
  }

  override _destroy(
    error: Error | null,
    callback: (error: Error | null) => void,
  ): void {
    this.webSocket.terminate();
    callback(error);
  }

  private receive(data: RawData): void {
    const message = toBuffer(data);
    if (message.length === 0 || this.destroyed) {
      return;
    }
    const channel = message[0];
    const missing = this.missingPortBytes.get(channel);
    if (missing === undefined) {
      return;
    }
    const payload = message.subarray(1);
    this.missingPortBytes.set(channel, Math.max(0, missing - payload.length));
    const content = payload.subarray(missing);
    if (content.length === 0) {
      return;
    }
    if (channel === errorChannel) {
      this.destroy(this.refusal(content.toString('utf8')));
    } else if (!this.push(content)) {
      this.webSocket.pause();
    }
  }

  private refusal(text: string): DialError {
    return new DialError(
      outcomeOfRefusal(text),
      `The hub could not forward ${this.what}: ${text.trim()}`,
    );
  }
}

function outcomeOfRefusal(text: string): DialOutcome {
  if (/connection reset|broken pipe|EOF/i.test(text)) {
    return 'closed';
  }
  if (/timed? ?out|deadline exceeded/i.test(text)) {
    return 'silent';
  }
  return 'refused';
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) {
    return data;
  }
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
