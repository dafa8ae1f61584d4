import { Encoder } from './encoding/Encoder';
import { WatchRequest } from './listOptions';
import { ResponseStream } from './ResponseStream';
import { ResourceStore, RevisionClock, StoreEvent } from './ResourceStore';
import { expired, StatusError } from './status';

const pendingLimitBytes = 32 * 1024 * 1024;
const longestSeconds = 24 * 60 * 60;

/**
 * One open watch: follows a store and writes the changes that its selectors see.
 *
 * @internal
 */
export class WatchSession {
  readonly #encoder: Encoder;
  readonly #request: WatchRequest;
  readonly #prefix: string;
  readonly #stream: ResponseStream;
  readonly #clock: RevisionClock;
  readonly #unsubscribe: (() => void)[];
  readonly #timer: NodeJS.Timeout;
  #sentRevision = 0;
  #open = true;

  private constructor(options: {
    store: ResourceStore;
    clock: RevisionClock;
    encoder: Encoder;
    request: WatchRequest;
    stream: ResponseStream;
  }) {
    this.#encoder = options.encoder;
    this.#request = options.request;
    this.#stream = options.stream;
    this.#clock = options.clock;
    const { namespace } = options.request;
    this.#prefix = namespace ? `${namespace}/` : '';
    this.#timer = setTimeout(
      () => this.end(),
      Math.min(options.request.timeoutSeconds, longestSeconds) * 1000,
    );
    this.#unsubscribe = [
      options.store.subscribe(event => this.#deliver(event)),
      options.store.onClose(() => this.end()),
    ];
    options.stream.onClose(() => this.#close());
    this.#begin(options.store);
  }

  /** Begins to send; the session ends itself when the client goes or its time is over. */
  static start(options: {
    store: ResourceStore;
    clock: RevisionClock;
    encoder: Encoder;
    request: WatchRequest;
    stream: ResponseStream;
  }): WatchSession {
    return new WatchSession(options);
  }

  /** Tells the client how far it is, if it wants to know. */
  bookmark(): void {
    if (this.#open && this.#request.bookmarks) {
      this.#write(this.#encoder.bookmarkLine(this.#clock.current, false));
    }
  }

  /** Calls the listener once the watch has ended. */
  onEnd(listener: () => void): void {
    this.#stream.onClose(listener);
  }

  /** Ends the watch as a server does whose time is over. */
  end(): void {
    if (this.#open) {
      this.#close();
      this.#stream.end();
    }
  }

  #begin(store: ResourceStore): void {
    const { revision, initialEvents } = this.#request;
    this.#sentRevision = revision ?? this.#clock.current;
    if (initialEvents) {
      this.#sendAll(store);
    } else if (revision !== undefined) {
      this.#sendMissed(store, revision);
    }
  }

  #sendAll(store: ResourceStore): void {
    const { filter } = this.#request;
    for (const stored of store.list({ prefix: this.#prefix })) {
      if (!filter || filter(stored.object)) {
        this.#write(this.#encoder.watchLine('ADDED', stored));
      }
    }
    if (this.#request.bookmarks) {
      this.#write(this.#encoder.bookmarkLine(this.#clock.current, true));
    }
  }

  #sendMissed(store: ResourceStore, revision: number): void {
    const missed = store.eventsAfter(revision);
    if (!missed) {
      this.#fail(
        expired(
          `too old resource version: ${revision} (${store.compactedRevision})`,
        ),
      );
      return;
    }
    for (const event of missed) {
      this.#deliver(event);
    }
  }

  #deliver(event: StoreEvent): void {
    const { current, previous } = event;
    if (
      !this.#open ||
      event.revision <= this.#sentRevision ||
      !current.key.startsWith(this.#prefix)
    ) {
      return;
    }
    this.#sentRevision = event.revision;
    const { filter } = this.#request;
    const wasSeen =
      previous !== undefined && (filter?.(previous.object) ?? true);
    const isSeen =
      event.type !== 'DELETED' && (filter?.(current.object) ?? true);
    if (isSeen) {
      this.#write(
        this.#encoder.watchLine(wasSeen ? 'MODIFIED' : 'ADDED', current, event),
      );
    } else if (wasSeen) {
      this.#write(this.#encoder.watchLine('DELETED', current, event));
    }
  }

  #write(line: Buffer): void {
    this.#stream.write(line);
    if (this.#stream.pendingBytes > pendingLimitBytes) {
      this.#close();
      this.#stream.abort();
    }
  }

  #fail(error: StatusError): void {
    this.#write(
      Buffer.from(
        `${JSON.stringify({ type: 'ERROR', object: error.toStatus() })}\n`,
      ),
    );
    this.end();
  }

  #close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
  }
}
