import { Transform, type TransformCallback } from 'node:stream';

const pieceBytes = 16 * 1024;
const heldBytesLimit = 1024 * 1024;

/** How a {@link DelayLine} lets bytes through: after a while and at a rate, or not at all for now. */
export type Pace =
  | { latencyMilliseconds: number; bytesPerSecond?: number }
  | 'hold';

interface Held {
  piece: Buffer;
  /** When it came, by the monotonic clock. */
  at: number;
}

/** One direction of a bad network: bytes come out in order, late, and not faster than the rate. Nothing gets lost. */
export class DelayLine extends Transform {
  private readonly held: Held[] = [];
  private heldBytes = 0;
  private pace: Pace;
  /** When the line will have sent what it let through before. */
  private freeAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private readMore: (() => void) | undefined;
  private finish: (() => void) | undefined;

  constructor(pace: Pace) {
    super();
    this.pace = pace;
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    this.schedule();
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: TransformCallback,
  ): void {
    const at = performance.now();
    for (let start = 0; start < chunk.length; start += pieceBytes) {
      this.held.push({ piece: chunk.subarray(start, start + pieceBytes), at });
    }
    this.heldBytes += chunk.length;
    if (this.heldBytes < heldBytesLimit) {
      callback();
    } else {
      this.readMore = callback;
    }
    this.schedule();
  }

  override _flush(callback: TransformCallback): void {
    this.finish = callback;
    this.schedule();
  }

  override _destroy(
    error: Error | null,
    callback: (error: Error | null) => void,
  ): void {
    clearTimeout(this.timer);
    callback(error);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const { pace } = this;
    if (this.destroyed || pace === 'hold') {
      return;
    }
    const [next] = this.held;
    if (!next) {
      this.finish?.();
      return;
    }
    const dueAt = Math.max(next.at + pace.latencyMilliseconds, this.freeAt);
    this.timer = setTimeout(
      () => this.release(pace),
      Math.max(0, dueAt - performance.now()),
    );
  }

  private release(pace: Exclude<Pace, 'hold'>): void {
    const next = this.held.shift();
    if (!next) {
      return;
    }
    const { length } = next.piece;
    const { bytesPerSecond = Infinity } = pace;
    this.freeAt = performance.now() + (length / bytesPerSecond) * 1_000;
    this.heldBytes -= length;
    this.push(next.piece);
    if (this.readMore && this.heldBytes < heldBytesLimit) {
      const { readMore } = this;
      this.readMore = undefined;
      readMore();
    }
    this.schedule();
  }
}
