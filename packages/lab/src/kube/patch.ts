import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { goJsonType } from './goJson';
import { isJsonObject, JsonObject } from './kubeObject';
import { badRequest, StatusError } from './status';

const operationLimit = 10_000;

function mergeInto(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) {
    return patch;
  }
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[field];
    } else {
      result[field] = mergeInto(result[field], value);
    }
  }
  return result;
}

/** Throws a 400 when a patch is not the object that it has to be. */
export function requireObject(patch: unknown): JsonObject {
  if (!isJsonObject(patch)) {
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${goJsonType(
        patch,
      )} into Go value of type map[string]interface {}`,
    );
  }
  return patch;
}

/** Applies a JSON merge patch (RFC 7386). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  return mergeInto(target, requireObject(patch));
}

const operationSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: z.string(), value: z.unknown() }),
  z.object({ op: z.literal('replace'), path: z.string(), value: z.unknown() }),
  z.object({ op: z.literal('test'), path: z.string(), value: z.unknown() }),
  z.object({ op: z.literal('remove'), path: z.string() }),
  z.object({ op: z.literal('move'), path: z.string(), from: z.string() }),
  z.object({ op: z.literal('copy'), path: z.string(), from: z.string() }),
]);

type Operation = z.infer<typeof operationSchema>;

function pointer(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** 422: the patch cannot be applied to this object. A real server does not say why. */
function unprocessable(): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: {},
  });
}

/** The position that a part of a path names in a list; those below zero count from its end. */
function indexIn(list: readonly unknown[], part: string): number {
  const index = part === '-' ? list.length : Number(part);
  if (part === '' || !Number.isInteger(index)) {
    throw unprocessable();
  }
  return index < 0 ? index + list.length : index;
}

/** The value at a path; where only its last step is missing, there is none. */
function read(document: unknown, path: string): unknown {
  let current = document;
  const parts = pointer(path);
  for (const [depth, part] of parts.entries()) {
    if (Array.isArray(current)) {
      const index = indexIn(current, part);
      if (!(index in current)) {
        throw unprocessable();
      }
      current = current[index];
    } else if (isJsonObject(current)) {
      current = current[part];
    } else {
      throw unprocessable();
    }
    if (current === undefined && depth < parts.length - 1) {
      throw unprocessable();
    }
  }
  return current;
}

type Edit = 'add' | 'replace' | 'remove';

interface Write {
  parts: string[];
  edit: Edit;
  value?: unknown;
}

function writeToList(list: unknown[], write: Write): unknown[] {
  const { parts, edit, value } = write;
  const [part, ...rest] = parts;
  const index = indexIn(list, part);
  const last =
    edit === 'add' && rest.length === 0 ? list.length : list.length - 1;
  if (index < 0 || index > last) {
    throw unprocessable();
  }
  if (rest.length > 0) {
    return list.with(index, writeTo(list[index], { ...write, parts: rest }));
  }
  const removed = edit === 'add' ? 0 : 1;
  const inserted = edit === 'remove' ? [] : [value];
  return list.toSpliced(index, removed, ...inserted);
}

/** Unlike RFC 6902 has it, `replace` adds a field that is not there. */
function writeTo(document: unknown, write: Write): unknown {
  const { parts, edit, value } = write;
  if (parts.length === 0) {
    return value;
  }
  if (Array.isArray(document)) {
    return writeToList(document, write);
  }
  if (!isJsonObject(document)) {
    throw unprocessable();
  }
  const [part, ...rest] = parts;
  if (rest.length > 0) {
    return {
      ...document,
      [part]: writeTo(document[part], { ...write, parts: rest }),
    };
  }
  if (edit !== 'remove') {
    return { ...document, [part]: value };
  }
  if (!(part in document)) {
    throw unprocessable();
  }
  const { [part]: _removed, ...kept } = document;
  return kept;
}

function applyOperation(document: unknown, operation: Operation): unknown {
  const parts = pointer(operation.path);
  switch (operation.op) {
    case 'add':
    case 'replace':
      return writeTo(document, {
        parts,
        edit: operation.op,
        value: operation.value,
      });
    case 'remove':
      return writeTo(document, { parts, edit: 'remove' });
    case 'copy': {
      const value = read(document, operation.from) ?? null;
      return writeTo(document, { parts, edit: 'add', value });
    }
    case 'move': {
      const value = read(document, operation.from);
      const without = writeTo(document, {
        parts: pointer(operation.from),
        edit: 'remove',
      });
      return writeTo(without, { parts, edit: 'add', value });
    }
    default: {
      const value = read(document, operation.path) ?? null;
      if (!isDeepStrictEqual(value, operation.value ?? null)) {
        throw unprocessable();
      }
      return document;
    }
  }
}

/** Applies a JSON patch (RFC 6902). */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${goJsonType(
        patch,
      )} into Go value of type []handlers.jsonPatchOp`,
    );
  }
  if (patch.length > operationLimit) {
    throw new StatusError({
      code: 413,
      reason: 'RequestEntityTooLarge',
      message: `Request entity too large: The allowed maximum operations in a JSON patch is ${operationLimit}, got ${patch.length}`,
    });
  }
  const parsed = z.array(operationSchema).safeParse(patch);
  if (!parsed.success) {
    throw unprocessable();
  }
  let document = target;
  for (const operation of parsed.data) {
    document = applyOperation(document, operation);
  }
  return document;
}
