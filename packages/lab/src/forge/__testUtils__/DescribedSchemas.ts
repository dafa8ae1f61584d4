import Ajv2019, { type ValidateFunction } from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { closeSchemas } from './closeSchemas';
import { dereference, isObject, type Json } from './json';

/** Checks values against the schemas of one of GitHub's descriptions. */
export class DescribedSchemas {
  private readonly functions = new Map<string, ValidateFunction>();

  private constructor(
    private readonly document: Json,
    private readonly ajv: Ajv2019,
  ) {}

  static of(document: unknown): DescribedSchemas {
    if (!isObject(document)) {
      throw new Error('The description of GitHub is not an object');
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
   * @returns what is wrong; `undefined` for nothing
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
