import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { goJsonType } from '../goJson';
import { HttpExchange } from '../HttpExchange';
import {
  isJsonObject,
  KubeObject,
  kubeObjectSchema,
  textAt,
  valueAt,
} from '../kubeObject';
import { apiVersionOf, splitApiVersion } from '../ResourceDefinition';
import { badRequest } from '../status';
import { objectType, WriteTarget } from './FieldOwnership';
import { checkTyped } from './typedConfiguration';

/** The media type of what server-side apply sends; JSON is YAML too. */
export const applyMediaType = 'application/apply-patch+yaml';

async function readYaml(exchange: HttpExchange): Promise<unknown> {
  const text = (await exchange.body()).toString('utf8');
  try {
    return parseYaml(text);
  } catch (error) {
    throw badRequest(
      `error decoding YAML: error converting YAML to JSON: yaml: ${
        error instanceof Error ? error.message : 'not readable'
      }`,
    );
  }
}

/** Throws when a configuration is not of the object that the path names. */
function checkIdentity(
  document: unknown,
  target: WriteTarget & { name: string },
): void {
  const { definition, version, name } = target;
  const apiVersion = textAt(document, 'apiVersion');
  const kind = textAt(document, 'kind');
  const isExpected =
    apiVersion === apiVersionOf(definition.group, version.name) &&
    kind === definition.kind;
  if (!isExpected) {
    const sent = splitApiVersion(apiVersion);
    throw badRequest(
      `invalid object type: ${sent.group}/${sent.version}, Kind=${kind}`,
    );
  }
  const ownName = textAt(document, 'metadata', 'name');
  if (!ownName) {
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (ownName !== name) {
    throw badRequest(
      `the name of the object (${ownName}) does not match the name on the URL (${name})`,
    );
  }
  if (valueAt(document, 'metadata', 'managedFields') !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
}

/** Reads what a client applies, and checks that it fits the schema of its kind. */
export async function readConfiguration(
  exchange: HttpExchange,
  target: WriteTarget & { name: string },
): Promise<KubeObject> {
  const document = await readYaml(exchange);
  if (!isJsonObject(document)) {
    throw badRequest(
      `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${goJsonType(
        document,
      )} into Go value of type map[string]interface {}`,
    );
  }
  checkIdentity(document, target);
  const parsed = kubeObjectSchema.safeParse(document);
  if (!parsed.success) {
    throw badRequest(`error decoding YAML: ${z.prettifyError(parsed.error)}`);
  }
  checkTyped(parsed.data, objectType(target));
  return parsed.data;
}
