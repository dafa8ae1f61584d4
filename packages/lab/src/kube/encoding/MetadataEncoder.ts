import { StoredObject, StoreEvent } from '../ResourceStore';
import {
  bookmark,
  cachedLine,
  Encoder,
  listMetadata,
  ListPosition,
  WatchEventType,
} from './Encoder';

const apiVersion = 'meta.k8s.io/v1';
const kind = 'PartialObjectMetadata';

/** An object's metadata alone, as `PartialObjectMetadata`. */
export function partialObject(stored: StoredObject) {
  return { kind, apiVersion, metadata: stored.object.metadata };
}

/**
 * Writes the metadata of objects only.
 *
 * @internal
 */
export class MetadataEncoder implements Encoder {
  readonly contentType = 'application/json';

  object(stored: StoredObject): Buffer {
    return Buffer.from(`${JSON.stringify(partialObject(stored))}\n`);
  }

  list(items: readonly StoredObject[], position: ListPosition): Buffer {
    const texts = items.map(item => JSON.stringify(partialObject(item)));
    return Buffer.from(
      `{"kind":"PartialObjectMetadataList","apiVersion":"${apiVersion}","metadata":${listMetadata(
        position,
      )},"items":[${texts.join(',')}]}\n`,
    );
  }

  watchLine(
    type: WatchEventType,
    stored: StoredObject,
    event?: StoreEvent,
  ): Buffer {
    return cachedLine(event, `${type} ${kind}`, () =>
      Buffer.from(
        `{"type":"${type}","object":${JSON.stringify(
          partialObject(stored),
        )}}\n`,
      ),
    );
  }

  bookmarkLine(revision: number, isInitialEventsEnd: boolean): Buffer {
    return bookmark({ apiVersion, kind }, revision, isInitialEventsEnd);
  }
}
