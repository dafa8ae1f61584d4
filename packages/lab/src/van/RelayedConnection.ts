import { connect, type Socket } from 'node:net';
import { DelayLine, type Pace } from './DelayLine';
import type { LinkCondition } from './LinkCondition';

/** A reset overtakes what its reader has not taken yet, so that gets a moment. */
const beforeResetMilliseconds = 100;

/** Options of {@link RelayedConnection.open}. */
export interface RelayedConnectionOptions {
  incoming: Socket;
  /** Port on loopback that the connection leads to. */
  target: number;
  condition: LinkCondition;
  onClose: () => void;
}

/** One connection through a relay: both of its sockets, and what the link does to the bytes between them. */
export class RelayedConnection {
  private readonly incoming: Socket;
  private readonly target: number;
  private outgoing: Socket | undefined;
  /** Once the link was bad there are lines between the sockets, so that what they hold keeps its place. */
  private lines: { up: DelayLine; down: DelayLine } | undefined;
  private stopCounting: (() => void) | undefined;

  private constructor(options: RelayedConnectionOptions) {
    this.incoming = options.incoming;
    this.target = options.target;
    const { incoming } = this;
    incoming.setNoDelay(true);
    incoming.on('error', () => this.destroy());
    incoming.on('close', () => {
      this.destroy();
      options.onClose();
    });
  }

  static open(options: RelayedConnectionOptions): RelayedConnection {
    const connection = new RelayedConnection(options);
    connection.apply(options.condition);
    return connection;
  }

  /** Does to this connection what the link does from now on. */
  apply(condition: LinkCondition): void {
    this.stopCounting?.();
    this.stopCounting = undefined;
    switch (condition.kind) {
      case 'clear':
        this.pass({ latencyMilliseconds: 0 });
        break;
      case 'slow':
        this.passSlowly(condition);
        break;
      case 'silent':
      case 'halfOpen':
        this.passSlowly('hold');
        break;
      case 'closed':
        this.endAfterFirstBytes();
        break;
      case 'resetting':
        this.pass({ latencyMilliseconds: 0 });
        this.resetAfter(condition.afterBytes);
        break;
      case 'cut':
        this.destroy();
        break;
      default:
        condition satisfies never;
    }
  }

  destroy(): void {
    this.incoming.destroy();
    this.outgoing?.destroy();
    this.lines?.up.destroy();
    this.lines?.down.destroy();
  }

  private pass(pace: Pace): void {
    if (this.lines || this.outgoing) {
      this.setPace(pace);
      return;
    }
    const outgoing = this.connect();
    this.incoming.pipe(outgoing);
    outgoing.pipe(this.incoming);
  }

  private passSlowly(pace: Pace): void {
    if (!this.lines) {
      const lines = { up: new DelayLine(pace), down: new DelayLine(pace) };
      this.lines = lines;
      this.incoming.unpipe();
      this.incoming.pipe(lines.up);
      lines.down.pipe(this.incoming);
      if (this.outgoing) {
        this.outgoing.unpipe();
        this.join(lines, this.outgoing);
      }
    }
    this.setPace(pace);
  }

  private setPace(pace: Pace): void {
    const { lines } = this;
    if (!lines) {
      return;
    }
    if (!this.outgoing && pace !== 'hold') {
      this.join(lines, this.connect());
    }
    lines.up.setPace(pace);
    lines.down.setPace(pace);
  }

  private join(
    lines: { up: DelayLine; down: DelayLine },
    outgoing: Socket,
  ): void {
    lines.up.pipe(outgoing);
    outgoing.pipe(lines.down);
  }

  private connect(): Socket {
    const outgoing = connect({ host: '127.0.0.1', port: this.target });
    this.outgoing = outgoing;
    outgoing.setNoDelay(true);
    outgoing.on('error', error => {
      if ('code' in error && error.code === 'ECONNRESET') {
        this.incoming.resetAndDestroy();
      }
      this.destroy();
    });
    outgoing.on('close', () => {
      if (!this.lines) {
        this.incoming.destroySoon();
      }
    });
    return outgoing;
  }

  /** A file that ends, never a reset: what a Skupper router makes of a port on which nothing listens. */
  private endAfterFirstBytes(): void {
    this.incoming.unpipe();
    if (this.outgoing) {
      this.incoming.end();
      this.outgoing.destroy();
    } else {
      this.incoming.once('data', () => this.incoming.end());
    }
  }

  private resetAfter(bytes: number): void {
    const { incoming, outgoing } = this;
    let answered = 0;
    const count = (chunk: Buffer) => {
      answered += chunk.length;
      if (answered >= bytes) {
        this.stopCounting?.();
        outgoing?.unpipe();
        outgoing?.pause();
        setTimeout(
          () => setImmediate(() => incoming.resetAndDestroy()),
          beforeResetMilliseconds,
        );
      }
    };
    outgoing?.on('data', count);
    this.stopCounting = () => outgoing?.off('data', count);
  }
}
