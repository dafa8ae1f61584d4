import { HttpExchange } from '../HttpExchange';
import { objectKey, ObjectWriter } from '../ObjectWriter';
import { ResourceVersion } from '../ResourceDefinition';
import { ServedResource } from '../ResourceRegistry';
import { StoredObject } from '../ResourceStore';
import { conflict, notFound } from '../status';
import { isDryRun } from '../writeOptions';
import { applyConfiguration } from './applyConfiguration';
import { fieldManagerOf } from './fieldManager';
import { readConfiguration } from './readConfiguration';

/** Answers a server-side apply: changes the object, or creates it. */
export async function writeConfiguration(
  exchange: HttpExchange,
  options: {
    writer: ObjectWriter;
    target: ServedResource & { version: ResourceVersion };
    namespace: string | undefined;
    name: string;
    subresource: string | undefined;
  },
): Promise<{ stored: StoredObject; isNew: boolean }> {
  const { writer, target, namespace, name, subresource } = options;
  const { definition, version } = target;
  const kind = { definition, version, subresource };
  const configuration = await readConfiguration(exchange, { ...kind, name });
  const manager = fieldManagerOf(exchange);
  const force = exchange.query.get('force') === 'true';
  const write = {
    version,
    namespace,
    manager,
    isApplied: true,
    dryRun: isDryRun(exchange.query),
  };
  if (target.store.get(objectKey(name, namespace))) {
    const stored = writer.update(target, {
      ...write,
      name,
      subresource,
      change: current =>
        applyConfiguration(current, { configuration, manager, force }, kind),
    });
    return { stored, isNew: false };
  }
  if (subresource) {
    throw notFound(definition, name);
  }
  const { uid } = configuration.metadata;
  if (uid) {
    throw conflict(
      definition,
      name,
      `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
    );
  }
  const stored = writer.create(target, { ...write, object: configuration });
  return { stored, isNew: true };
}
