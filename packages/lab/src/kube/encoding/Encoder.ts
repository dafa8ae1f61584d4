import { StoredObject, StoreEvent } from '../ResourceStore';

/**
 * What `metadata` of a list says.
 *
 * @internal
 */
export interface ListPosition {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/**
 * The type of a watch event that carries an object.
 *
 * @internal
 */
export type WatchEventType = 'ADDED' | 'MODIFIED' | 'DELETED';

/**
 * Writes objects in the form that the client asked for.
 *
 * @internal
 */
export interface Encoder {
  contentType: string;
  object(stored: StoredObject): Buffer;
  list(items: readonly StoredObject[], position: ListPosition): Buffer;
  /** One line of a watch; with `event` it is made once for all watchers of the same form. */
  watchLine(
    type: WatchEventType,
    stored: StoredObject,
    event?: StoreEvent,
  ): Buffer;
  bookmarkLine(revision: number, isInitialEventsEnd: boolean): Buffer;
}

/** `metadata` of a list as JSON. */
export function listMetadata(position: ListPosition): string {
  return JSON.stringify({
    resourceVersion: position.resourceVersion,
    ...(position.continue ? { continue: position.continue } : {}),
    ...(position.remainingItemCount
      ? { remainingItemCount: position.remainingItemCount }
      : {}),
  });
}

/** A bookmark line for an object of this kind. */
export function bookmark(
  type: { apiVersion: string; kind: string },
  revision: number,
  isInitialEventsEnd: boolean,
): Buffer {
  return Buffer.from(
    `${JSON.stringify({
      type: 'BOOKMARK',
      object: {
        kind: type.kind,
        apiVersion: type.apiVersion,
        metadata: {
          resourceVersion: String(revision),
          ...(isInitialEventsEnd
            ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
            : {}),
        },
      },
    })}\n`,
  );
}

/** The watch line, from the event's cache when it has been made before. */
export function cachedLine(
  event: StoreEvent | undefined,
  form: string,
  make: () => Buffer,
): Buffer {
  const known = event?.lines.get(form);
  if (known) {
    return known;
  }
  const line = make();
  event?.lines.set(form, line);
  return line;
}
