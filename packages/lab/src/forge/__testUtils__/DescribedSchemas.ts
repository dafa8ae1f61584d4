import Ajv2019, { type ValidateFunction } from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { readFileSync } from 'fs';
import { closeSchemas } from './closeSchemas';
import type { Correction } from './corrections';
import { dereference, isObject, type Json } from './json';

/** Checks values against the schemas of one of GitHub's descriptions. */
export class DescribedSchemas {
  private readonly functions = new Map<string, ValidateFunction>();

  private constructor(
    private readonly document: Json,
    private readonly ajv: Ajv2019,
  ) {}

  /** @param file - the description's, as a module */
  static load(file: string, corrections: Correction[]): DescribedSchemas {
    const document: unknown = JSON.parse(
      readFileSync(require.resolve(file), 'utf8'),
    );
    if (!isObject(document)) {
      throw new Error(`The description of GitHub in ${file} is not an object`);
    }
    for (const correction of corrections) {
      correct(document, correction);
    }
    const ajv = new Ajv2019({ strict: false, validateSchema: false });
    addFormats(ajv);
    // GitHub gives templates of addresses and empty addresses this format, too.
    ajv.addFormat('uri', true);
    ajv.addFormat('uri-template', true);
    ajv.addSchema(closeSchemas(document), 'description');
    return new DescribedSchemas(document, ajv);
  }

  /** What stands at a place of the description. */
  at(...path: string[]): unknown {
    return path.reduce<unknown>(
      (value, part) =>
        dereference(this.document, isObject(value) ? value[part] : undefined),
      this.document,
    );
  }

  /**
   * Checks a value against the schema at a place of the description.
   *
   * @returns what is wrong, also a field that is not named; `undefined` for nothing
   */
  problemOf(path: string[], value: unknown): string | undefined {
    const pointer = this.withoutReferences(path)
      .map(part => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/');
    let check = this.functions.get(pointer);
    if (!check) {
      check = this.ajv.compile({ $ref: `description#/${pointer}` });
      this.functions.set(pointer, check);
    }
    if (check(value)) {
      return undefined;
    }
    return (check.errors ?? [])
      .map(
        ({ instancePath, message, params }) =>
          `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
      )
      .join('; ');
  }

  /** The same place, reached without a reference on the way. */
  private withoutReferences(path: string[]): string[] {
    let place: string[] = [];
    let value: unknown = this.document;
    for (const part of path) {
      while (isObject(value) && typeof value.$ref === 'string') {
        place = value.$ref.replace('#/', '').split('/');
        value = this.at(...place);
      }
      place = [...place, part];
      value = isObject(value) ? value[part] : undefined;
    }
    return place;
  }
}

function correct(document: Json, { place, value }: Correction): void {
  const parents = place.slice(0, -1);
  const last = place[parents.length];
  const target = parents.reduce<unknown>(
    (object, part) => (isObject(object) ? object[part] : undefined),
    document,
  );
  if (!isObject(target)) {
    throw new Error(
      `GitHub's description has no ${place.join('/')} to correct any more`,
    );
  }
  target[last] = value;
}
