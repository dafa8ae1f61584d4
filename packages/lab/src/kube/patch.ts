import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isJsonObject, JsonObject } from './kubeObject';
import { badRequest, StatusError } from './status';

/** Applies a JSON merge patch (RFC 7386). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) {
    return patch;
  }
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[field];
    } else {
      result[field] = mergePatch(result[field], value);
    }
  }
  return result;
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
  if (path === '') {
    return [];
  }
  return path
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unprocessable(message: string): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `the server rejected our request due to an error in our request: ${message}`,
    details: {},
  });
}

function read(document: unknown, path: string): unknown {
  let current = document;
  for (const part of pointer(path)) {
    if (Array.isArray(current) && current[Number(part)] !== undefined) {
      current = current[Number(part)];
    } else if (isJsonObject(current) && part in current) {
      current = current[part];
    } else {
      throw unprocessable(`path ${path} does not exist`);
    }
  }
  return current;
}

type Edit = 'add' | 'replace' | 'remove';

function editList(
  list: unknown[],
  options: { part: string; edit: Edit; value: unknown; path: string },
): unknown[] {
  const { part, edit, value, path } = options;
  const index = part === '-' ? list.length : Number(part);
  const last = edit === 'add' ? list.length : list.length - 1;
  if (!Number.isInteger(index) || index < 0 || index > last) {
    throw unprocessable(`path ${path} does not exist`);
  }
  const removed = edit === 'add' ? 0 : 1;
  const inserted = edit === 'remove' ? [] : [value];
  return list.toSpliced(index, removed, ...inserted);
}

function write(
  document: unknown,
  options: { parts: string[]; edit: Edit; value?: unknown; path: string },
): unknown {
  const { parts, edit, value, path } = options;
  if (parts.length === 0) {
    return value;
  }
  const [part, ...rest] = parts;
  if (Array.isArray(document)) {
    if (rest.length === 0) {
      return editList(document, { part, edit, value, path });
    }
    const index = Number(part);
    if (!(index in document)) {
      throw unprocessable(`path ${path} does not exist`);
    }
    return document.with(
      index,
      write(document[index], { ...options, parts: rest }),
    );
  }
  if (!isJsonObject(document)) {
    throw unprocessable(`path ${path} does not exist`);
  }
  const exists = part in document;
  if (!exists && (rest.length > 0 || edit !== 'add')) {
    throw unprocessable(`path ${path} does not exist`);
  }
  if (rest.length > 0) {
    return {
      ...document,
      [part]: write(document[part], { ...options, parts: rest }),
    };
  }
  if (edit === 'remove') {
    const { [part]: _removed, ...kept } = document;
    return kept;
  }
  return { ...document, [part]: value };
}

function applyOperation(document: unknown, operation: Operation): unknown {
  const { path } = operation;
  const parts = pointer(path);
  switch (operation.op) {
    case 'add':
    case 'replace':
      return write(document, {
        parts,
        edit: operation.op,
        value: operation.value,
        path,
      });
    case 'remove':
      return write(document, { parts, edit: 'remove', path });
    case 'copy':
      return write(document, {
        parts,
        edit: 'add',
        value: read(document, operation.from),
        path,
      });
    case 'move': {
      const value = read(document, operation.from);
      const without = write(document, {
        parts: pointer(operation.from),
        edit: 'remove',
        path: operation.from,
      });
      return write(without, { parts, edit: 'add', value, path });
    }
    default:
      if (!isDeepStrictEqual(read(document, path), operation.value)) {
        throw unprocessable(`testing path ${path} failed`);
      }
      return document;
  }
}

/** Applies a JSON patch (RFC 6902). */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  const parsed = z.array(operationSchema).safeParse(patch);
  if (!parsed.success) {
    throw badRequest(`error decoding patch: ${z.prettifyError(parsed.error)}`);
  }
  let document = target;
  for (const operation of parsed.data) {
    document = applyOperation(document, operation);
  }
  return document;
}
