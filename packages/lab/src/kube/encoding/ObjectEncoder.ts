import { StoredObject, StoreEvent } from '../ResourceStore';
import { apiVersionOf, ResourceDefinition } from '../ResourceDefinition';
import {
  bookmark,
  cachedLine,
  Encoder,
  listMetadata,
  ListPosition,
  WatchEventType,
} from './Encoder';

const comma = Buffer.from(',');
const openBrace = Buffer.from('{');
const lineEnd = Buffer.from('}\n');

/**
 * Writes whole objects as JSON.
 *
 * @internal
 */
export class ObjectEncoder implements Encoder {
  readonly contentType = 'application/json';
  readonly #apiVersion: string;
  readonly #definition: ResourceDefinition;
  readonly #head: Buffer;

  constructor(definition: ResourceDefinition, version: string) {
    this.#definition = definition;
    this.#apiVersion = apiVersionOf(definition.group, version);
    this.#head = Buffer.from(
      `{"kind":"${definition.kind}","apiVersion":"${this.#apiVersion}",`,
    );
  }

  object(stored: StoredObject): Buffer {
    return Buffer.concat([this.#head, stored.tail, Buffer.from('\n')]);
  }

  /** Items of built-in kinds do not repeat their kind, those of custom resources do. */
  list(items: readonly StoredObject[], position: ListPosition): Buffer {
    const itemHead = this.#definition.custom ? this.#head : openBrace;
    const parts: Buffer[] = [
      Buffer.from(
        `{"kind":"${this.#definition.listKind}","apiVersion":"${
          this.#apiVersion
        }","metadata":${listMetadata(position)},"items":[`,
      ),
    ];
    for (const item of items) {
      if (parts.length > 1) {
        parts.push(comma);
      }
      parts.push(itemHead, item.tail);
    }
    parts.push(Buffer.from(']}\n'));
    return Buffer.concat(parts);
  }

  watchLine(
    type: WatchEventType,
    stored: StoredObject,
    event?: StoreEvent,
  ): Buffer {
    return cachedLine(event, `${type} ${this.#apiVersion}`, () =>
      Buffer.concat([
        Buffer.from(`{"type":"${type}","object":`),
        this.#head,
        stored.tail,
        lineEnd,
      ]),
    );
  }

  bookmarkLine(revision: number, isInitialEventsEnd: boolean): Buffer {
    return bookmark(
      { apiVersion: this.#apiVersion, kind: this.#definition.kind },
      revision,
      isInitialEventsEnd,
    );
  }
}
