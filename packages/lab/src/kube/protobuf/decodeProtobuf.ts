import { isJsonObject, JsonObject, textAt } from '../kubeObject';
import { envelope, Field, Message, messages } from './messages';

const magic = Buffer.from('k8s\0');

/** Thrown inside of this file for what is not described in messages.ts. */
class UnknownFieldError extends Error {}

class Reader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#position >= this.#bytes.length;
  }

  varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#bytes.readUInt8(this.#position);
      this.#position += 1;
      value += (byte % 128) * factor;
      if (byte < 128) {
        return value;
      }
      factor *= 128;
    }
  }

  chunk(): Buffer {
    const length = this.varint();
    const start = this.#position;
    this.#position += length;
    if (this.#position > this.#bytes.length) {
      throw new UnknownFieldError('a field is longer than its message');
    }
    return this.#bytes.subarray(start, this.#position);
  }
}

function isZero(value: unknown): boolean {
  return (
    value === '' ||
    value === 0 ||
    value === false ||
    (isJsonObject(value) && Object.keys(value).length === 0)
  );
}

function scalar(field: Field, value: number | Buffer): unknown {
  if (typeof value === 'number') {
    return field.type === 'boolean' ? value !== 0 : value;
  }
  switch (field.type) {
    case 'string':
      return value.toString('utf8');
    case 'bytes':
      return value.toString('base64');
    case 'quantity':
      return textAt(
        decodeMessage(value, { fields: { 1: { name: 'x', type: 'string' } } }),
        'x',
      );
    case 'integer':
    case 'boolean':
      throw new UnknownFieldError(`${field.name} is not a number`);
    default:
      return decodeMessage(value, field.type);
  }
}

function addEntry(target: JsonObject, field: Field, bytes: Buffer): void {
  const entry = decodeMessage(bytes, {
    fields: {
      1: { name: 'key', type: 'string' },
      2: { name: 'value', type: field.type, pointer: true },
    },
  });
  const known = target[field.name];
  target[field.name] = {
    ...(isJsonObject(known) ? known : {}),
    [textAt(entry, 'key')]: entry.value ?? '',
  };
}

function addField(
  target: JsonObject,
  field: Field,
  value: number | Buffer,
): void {
  if (field.map && typeof value !== 'number') {
    addEntry(target, field, value);
    return;
  }
  const decoded = scalar(field, value);
  if (field.repeated) {
    const known = target[field.name];
    target[field.name] = [...(Array.isArray(known) ? known : []), decoded];
  } else if (field.pointer || !isZero(decoded)) {
    target[field.name] = decoded;
  }
}

function decodeMessage(bytes: Buffer, message: Message): JsonObject {
  const reader = new Reader(bytes);
  const result: JsonObject = {};
  while (!reader.atEnd) {
    const tag = reader.varint();
    const wireType = tag % 8;
    const number = Math.floor(tag / 8);
    if (wireType !== 0 && wireType !== 2) {
      throw new UnknownFieldError(`wire type ${wireType} is not read`);
    }
    const value = wireType === 0 ? reader.varint() : reader.chunk();
    const field = message.fields[number];
    if (field) {
      addField(result, field, value);
    } else if (!message.ignored?.includes(number) && !isEmpty(value)) {
      throw new UnknownFieldError(`field ${number} is not known`);
    }
  }
  return result;
}

function isEmpty(value: number | Buffer): boolean {
  return typeof value === 'number' ? value === 0 : value.length === 0;
}

/** Reads an object that kubectl sends in protobuf; `undefined` for kinds and fields that are not described here. */
export function decodeProtobuf(body: Buffer): JsonObject | undefined {
  if (!body.subarray(0, magic.length).equals(magic)) {
    return undefined;
  }
  try {
    const outer = decodeMessage(body.subarray(magic.length), envelope);
    const apiVersion = textAt(outer, 'typeMeta', 'apiVersion');
    const kind = textAt(outer, 'typeMeta', 'kind');
    const message = messages[`${apiVersion} ${kind}`];
    const raw = Buffer.from(textAt(outer, 'raw'), 'base64');
    return message && { apiVersion, kind, ...decodeMessage(raw, message) };
  } catch (error) {
    if (error instanceof UnknownFieldError || error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}
