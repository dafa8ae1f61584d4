import { stringify } from 'yaml';
import { StoredObject } from '../ResourceStore';
import { Encoder, ListPosition } from './Encoder';

/**
 * Writes in YAML what another encoder writes in JSON. Nothing is watched in YAML.
 *
 * @internal
 */
export class YamlEncoder implements Encoder {
  readonly contentType = 'application/yaml';
  readonly watchLine: Encoder['watchLine'];
  readonly bookmarkLine: Encoder['bookmarkLine'];
  readonly #json: Encoder;

  constructor(json: Encoder) {
    this.#json = json;
    this.watchLine = (...line) => json.watchLine(...line);
    this.bookmarkLine = (...line) => json.bookmarkLine(...line);
  }

  object(stored: StoredObject): Buffer {
    return toYaml(this.#json.object(stored));
  }

  list(items: readonly StoredObject[], position: ListPosition): Buffer {
    return toYaml(this.#json.list(items, position));
  }
}

function toYaml(json: Buffer): Buffer {
  const document: unknown = JSON.parse(json.toString('utf8'));
  return Buffer.from(stringify(document, { sortMapEntries: true }));
}
