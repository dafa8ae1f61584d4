import { StoredObject } from '../ResourceStore';
import { TableColumn } from '../table/TableColumn';
import { Encoder, listMetadata, ListPosition, WatchEventType } from './Encoder';
import { partialObject } from './MetadataEncoder';

/**
 * What each row of a Table carries besides its cells.
 *
 * @internal
 */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/**
 * Writes objects as `meta.k8s.io/v1` Tables. One encoder belongs to one answer: of a watch, only the first line
 * has the columns' definitions.
 *
 * @internal
 */
export class TableEncoder implements Encoder {
  readonly contentType = 'application/json';
  readonly #columns: readonly TableColumn[];
  readonly #include: IncludeObject;
  readonly #type: { apiVersion: string; kind: string };
  #sentColumns = false;

  constructor(options: {
    columns: readonly TableColumn[];
    include: IncludeObject;
    type: { apiVersion: string; kind: string };
  }) {
    this.#columns = options.columns;
    this.#include = options.include;
    this.#type = options.type;
  }

  object(stored: StoredObject): Buffer {
    const { resourceVersion = '' } = stored.object.metadata;
    return this.list([stored], { resourceVersion });
  }

  list(items: readonly StoredObject[], position: ListPosition): Buffer {
    return Buffer.from(`${this.#table(items, listMetadata(position))}\n`);
  }

  watchLine(type: WatchEventType, stored: StoredObject): Buffer {
    const { resourceVersion = '' } = stored.object.metadata;
    return Buffer.from(
      `{"type":"${type}","object":${this.#table(
        [stored],
        listMetadata({ resourceVersion }),
      )}}\n`,
    );
  }

  bookmarkLine(revision: number, isInitialEventsEnd: boolean): Buffer {
    const metadata = {
      resourceVersion: String(revision),
      ...(isInitialEventsEnd
        ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
        : {}),
    };
    const row = { cells: [], object: { ...this.#type, metadata } };
    return Buffer.from(
      `${JSON.stringify({
        type: 'BOOKMARK',
        object: {
          kind: 'Table',
          apiVersion: 'meta.k8s.io/v1',
          metadata: { resourceVersion: String(revision) },
          columnDefinitions: this.#columnDefinitions(),
          rows: [row],
        },
      })}\n`,
    );
  }

  #table(items: readonly StoredObject[], metadata: string): string {
    const now = new Date();
    const rows = items.map(item => ({
      cells: this.#columns.map(column => column.cell(item.object, now)),
      ...this.#rowObject(item),
    }));
    return `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${metadata},"columnDefinitions":${JSON.stringify(
      this.#columnDefinitions(),
    )},"rows":${JSON.stringify(rows)}}`;
  }

  #columnDefinitions() {
    if (this.#sentColumns) {
      return null;
    }
    this.#sentColumns = true;
    return this.#columns.map(
      ({ name, type, format, description, priority }) => ({
        name,
        type,
        format,
        description,
        priority,
      }),
    );
  }

  #rowObject(item: StoredObject) {
    switch (this.#include) {
      case 'None':
        return { object: null };
      case 'Object':
        return { object: { ...item.object, ...this.#type } };
      default:
        return { object: partialObject(item) };
    }
  }
}
