import { isJsonObject } from '../kubeObject';
import { FieldSchema } from './FieldSchema';

/** What values of a type are: the free ones are as their value is. */
export type FieldShape = 'scalar' | 'map' | 'list' | 'free';

/** A type of scalars. */
export type ScalarType = 'boolean' | 'number' | 'string';

const scalarTypes: Readonly<Record<string, ScalarType | undefined>> = {
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  string: 'string',
};

/** Finds the schema that a reference names. */
export type SchemaResolver = (reference: string) => FieldSchema | undefined;

const noSchema: FieldSchema = {};

/** Conditions of the built-in kinds always have their times, if only as null. */
const conditionTimes = new Set([
  'lastHeartbeatTime',
  'lastProbeTime',
  'lastTransitionTime',
  'lastUpdateTime',
]);

function isZero(value: unknown): boolean {
  return (
    value === '' ||
    value === 0 ||
    value === false ||
    (isJsonObject(value) && Object.keys(value).length === 0)
  );
}

function shapeOf(schema: FieldSchema): FieldShape {
  const isMap =
    schema.type === 'object' &&
    (schema.properties !== undefined ||
      typeof schema.additionalProperties === 'object');
  if (isMap) {
    return 'map';
  }
  if (schema.type === 'array' && schema.items) {
    return 'list';
  }
  return schema.type === 'object' ||
    schema.type === 'array' ||
    schema['x-kubernetes-preserve-unknown-fields']
    ? 'free'
    : 'scalar';
}

/**
 * How the values of a field are compared, merged and owned, from its schema
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy). Types are made when they are first
 * asked for.
 */
export class FieldType {
  /** Of what no schema is known: objects are merged field by field, lists are replaced. */
  static readonly free = new FieldType(
    { 'x-kubernetes-preserve-unknown-fields': true },
    undefined,
  );

  readonly shape: FieldShape;
  /** What `typeof` says of a scalar, where the schema allows only one type. */
  readonly scalar: ScalarType | undefined;
  /** Whether values are replaced as a whole and have one owner. */
  readonly isAtomic: boolean;
  /** The fields that tell the items of a list apart. */
  readonly keys: readonly string[] | undefined;
  /** How a strategic merge patch treats the field: `merge`, `replace`, `retainKeys`. */
  readonly patchStrategies: readonly string[];
  readonly patchMergeKey: string | undefined;
  readonly #schema: FieldSchema;
  readonly #resolve: SchemaResolver | undefined;
  readonly #fields = new Map<string, FieldType>();
  readonly #zeros = new Map<string, unknown>();
  #element: FieldType | undefined;

  private constructor(
    schema: FieldSchema,
    resolve: SchemaResolver | undefined,
    usage: FieldSchema = schema,
  ) {
    this.#schema = schema;
    this.#resolve = resolve;
    this.shape = shapeOf(schema);
    this.scalar = schema['x-kubernetes-int-or-string']
      ? undefined
      : scalarTypes[schema.type ?? ''];
    this.patchStrategies = (usage['x-kubernetes-patch-strategy'] ?? '')
      .split(',')
      .filter(strategy => strategy !== '');
    this.patchMergeKey = usage['x-kubernetes-patch-merge-key'];
    const listType = schema['x-kubernetes-list-type'];
    const isMerged = !listType && this.patchStrategies.includes('merge');
    if (isMerged && this.patchMergeKey) {
      this.keys = [this.patchMergeKey];
    } else if (listType === 'map') {
      this.keys = schema['x-kubernetes-list-map-keys'];
    }
    const mapType =
      usage['x-kubernetes-map-type'] ?? schema['x-kubernetes-map-type'];
    this.isAtomic =
      this.shape === 'list'
        ? !isMerged && listType !== 'map' && listType !== 'set'
        : this.shape === 'scalar' || mapType === 'atomic';
    if (resolve && schema.properties) {
      this.#findZeros(schema.properties);
    }
  }

  /** The type of a schema; with `resolve`, that of a built-in kind. */
  static of(schema: FieldSchema, resolve?: SchemaResolver): FieldType {
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
    const target = reference && resolve?.(reference);
    return target
      ? new FieldType(target, resolve, schema)
      : new FieldType(schema, resolve);
  }

  /** Whether the schema names the field. */
  isNamed(field: string): boolean {
    return (
      this.#schema.properties?.[field] !== undefined || this.#fields.has(field)
    );
  }

  /** The same type with another type of one field. */
  withField(name: string, type: FieldType): FieldType {
    const changed = new FieldType(this.#schema, this.#resolve);
    changed.#fields.set(name, type);
    return changed;
  }

  /** The type of a field, or `undefined` where the schema has no room for it. */
  field(name: string): FieldType | undefined {
    const known = this.#fields.get(name);
    if (known) {
      return known;
    }
    const schema = this.#schema.properties?.[name];
    if (!schema) {
      return this.element;
    }
    const type = FieldType.of(schema, this.#resolve);
    this.#fields.set(name, type);
    return type;
  }

  /** The type of a list's items, or of the values of a map that has no named fields. */
  get element(): FieldType | undefined {
    if (this === FieldType.free) {
      return this;
    }
    if (!this.#element) {
      const { items, additionalProperties } = this.#schema;
      const schema = this.shape === 'list' ? items : additionalProperties;
      if (typeof schema === 'object') {
        this.#element = FieldType.of(schema, this.#resolve);
      } else if (
        schema === true ||
        this.shape === 'free' ||
        this.#schema['x-kubernetes-preserve-unknown-fields']
      ) {
        this.#element = FieldType.free;
      }
    }
    return this.#element;
  }

  /**
   * What the server holds in a field that nobody set, because it always writes it: an empty object or text, zero.
   * Only the built-in kinds have such fields.
   */
  zero(field: string): unknown {
    return this.#zeros.get(field);
  }

  /** The fields that the server always writes. */
  get zeroFields(): Iterable<string> {
    return this.#zeros.keys();
  }

  /** The value that a missing key of a list's item has. */
  keyDefault(key: string): unknown {
    const items = this.#schema.items;
    const target = items?.$ref ?? items?.allOf?.[0]?.$ref;
    const schema = (target && this.#resolve?.(target)) || (items ?? noSchema);
    const value = schema.properties?.[key]?.default;
    return this.#resolve && isZero(value) ? undefined : value;
  }

  #findZeros(properties: Readonly<Record<string, FieldSchema>>): void {
    const isCondition = 'type' in properties && 'status' in properties;
    for (const [field, schema] of Object.entries(properties)) {
      if (isZero(schema.default)) {
        this.#zeros.set(field, schema.default);
      } else if (
        this.#schema.required?.includes(field) ||
        (isCondition && conditionTimes.has(field))
      ) {
        this.#zeros.set(field, null);
      }
    }
  }
}
