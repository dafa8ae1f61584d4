import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import {
  isJsonObject,
  kubeObjectSchema,
  objectMetaSchema,
  type KubeObject,
} from '../../controller';

const listSchema = z.looseObject({ items: z.array(z.unknown()) });

/** A hook may have its name made up when it is created. */
const unnamedSchema = kubeObjectSchema.extend({
  metadata: objectMetaSchema.extend({
    name: z.string().default(''),
    generateName: z.string(),
  }),
});

const manifestSchema = z.union([kubeObjectSchema, unnamedSchema]);

/** A file looks like a manifest and cannot be read as one. */
export class UnreadableManifestError extends Error {
  constructor(file: string, why: string) {
    super(
      `Failed to unmarshal "${file}": failed to unmarshal manifest: ${why}`,
    );
    this.name = 'UnreadableManifestError';
  }
}

/** The objects that a text of YAML documents describes; those of lists one by one. */
export function parseManifests(name: string, text: string): KubeObject[] {
  return readDocuments(name, text)
    .filter(document => document !== null && document !== undefined)
    .flatMap(document => parseDocument(name, document));
}

function readDocuments(name: string, text: string): unknown[] {
  try {
    return parseAllDocuments(text, { merge: true }).map(document => {
      const [error] = document.errors;
      if (error) {
        throw error;
      }
      return document.toJS();
    });
  } catch (error) {
    if (looksLikeManifest(text)) {
      throw new UnreadableManifestError(
        name,
        `error converting YAML to JSON: ${error}`,
      );
    }
    return [];
  }
}

/** Files that are no manifests may stand beside those that are. */
function looksLikeManifest(text: string): boolean {
  return ['apiVersion', 'kind', 'metadata'].every(field =>
    new RegExp(`^\\s*${field}:`, 'm').test(text),
  );
}

function parseDocument(name: string, document: unknown): KubeObject[] {
  if (isJsonObject(document) && isList(document)) {
    return listSchema
      .parse(document)
      .items.flatMap(item => parseDocument(name, item));
  }
  if (!isJsonObject(document) || !document.apiVersion || !document.kind) {
    return [];
  }
  const object = manifestSchema.safeParse(document);
  if (!object.success) {
    throw new UnreadableManifestError(
      name,
      object.error.issues[0]?.message ?? 'it has no form',
    );
  }
  return [object.data];
}

function isList(document: Record<string, unknown>): boolean {
  return (
    typeof document.kind === 'string' &&
    document.kind.endsWith('List') &&
    Array.isArray(document.items)
  );
}
