import type { z } from 'zod';
import { nearest } from './nearest';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * A broken rule of a schema, in words.
 *
 * @internal
 */
export interface DescribedIssue {
  /** Where it is, as far as the value goes. */
  path: Path;
  message: string;
  hint?: string;
}

const TYPE_NAMES: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'a mapping',
  number: 'a number',
  boolean: 'true or false',
};

/**
 * Says what a schema found in one sentence that names the field, and what to write instead.
 *
 * @internal
 */
export function describeIssue(issue: Issue, root: unknown): DescribedIssue {
  const path = reachable(issue.path, root);
  const field = fieldName(path);
  const value = valueAt(root, path);
  if (value === undefined || value === null) {
    return { path, message: `${field} is missing`, hint: missingHint(issue) };
  }
  switch (issue.code) {
    case 'invalid_value':
      return {
        path,
        message: `${field} must be ${alternatives(issue.values)}, not ${show(
          value,
        )}`,
        hint: nearestHint(value, issue.values),
      };
    case 'invalid_type':
      return {
        path,
        message: `${field} must be ${
          TYPE_NAMES[issue.expected] ?? issue.expected
        }, not ${show(value)}`,
        hint: typeHint(issue.expected, value),
      };
    case 'too_big':
      return {
        path,
        message: `${field} must be at most ${issue.maximum} characters long`,
      };
    case 'invalid_key': {
      const [reason] = issue.issues;
      return reason.code === 'custom'
        ? {
            path,
            message: `${field} ${reason.message}`,
            hint: hintOf(reason.params),
          }
        : { path, message: `${field}: ${reason.message}` };
    }
    case 'custom':
      return {
        path,
        message: `${field} ${issue.message}${
          typeof value === 'string' ? `: ${show(value)}` : ''
        }`,
        hint: hintOf(issue.params),
      };
    default:
      return { path, message: `${field}: ${issue.message}` };
  }
}

/**
 * `spec.source.path`, `spec.tags[2]`; in backticks.
 *
 * @internal
 */
export function fieldName(path: Path): string {
  let name = '';
  for (const part of path) {
    if (typeof part === 'number') {
      name += `[${part}]`;
    } else {
      name += name ? `.${String(part)}` : String(part);
    }
  }
  return name ? `\`${name}\`` : 'The document';
}

/** The path without what lies below a plain value: a schema may have read `foo` as `{anyOf: [foo]}`. */
function reachable(path: Path, root: unknown): Path {
  let value = root;
  for (const [index, part] of path.entries()) {
    if (typeof value !== 'object' || value === null) {
      return index > 0 && value !== undefined && value !== null
        ? path.slice(0, index)
        : path;
    }
    value = Object.getOwnPropertyDescriptor(value, part)?.value;
  }
  return path;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = Object.getOwnPropertyDescriptor(value, part)?.value;
  }
  return value;
}

function missingHint(issue: Issue): string | undefined {
  if (issue.code === 'invalid_value') {
    return `Write ${alternatives(issue.values)}.`;
  }
  return issue.code === 'custom' ? hintOf(issue.params) : undefined;
}

function nearestHint(
  value: unknown,
  values: readonly unknown[],
): string | undefined {
  const known = values.filter(item => typeof item === 'string');
  const meant = nearest(String(value), known);
  return meant && `Write \`${meant}\`.`;
}

function typeHint(expected: string, value: unknown): string | undefined {
  if (expected === 'string' && typeof value !== 'object') {
    return `Put it in quotes: \`"${value}"\`.`;
  }
  if (expected === 'array' && typeof value === 'string') {
    return `Write a list: \`[${value}]\`.`;
  }
  if (expected === 'object' && Array.isArray(value)) {
    return `Write a mapping, such as \`{anyOf: [${value
      .filter(item => typeof item === 'string')
      .join(', ')}]}\` for a list of tags.`;
  }
  return undefined;
}

function alternatives(values: readonly unknown[]): string {
  return values.map(value => `\`${String(value)}\``).join(' or ');
}

function show(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object') {
    return 'a mapping';
  }
  const text = String(value)
    .replace(/`/g, "'")
    .replace(/\/\/[^/\s]*@/g, '//…@');
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function hintOf(params: Record<string, unknown> | undefined) {
  return typeof params?.hint === 'string' ? params.hint : undefined;
}
