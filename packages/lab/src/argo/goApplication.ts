import { isJsonObject, type JsonObject } from '../controller';
import type { ApplicationStatus } from './applicationSchema';
import { noSource } from './sources';

/**
 * A status as Go holds it: what is not set has its zero value. Argo CD writes merge patches between two of these, so that
 * a field which was never set is not written either; an object that it writes as a whole has them all.
 */
export function goStatus(status: ApplicationStatus | undefined): JsonObject {
  const { sync, ...rest } = status ?? {};
  return {
    health: {},
    sourceHydrator: {},
    summary: {},
    ...rest,
    sync: {
      status: '',
      ...sync,
      comparedTo: { destination: {}, source: noSource, ...sync?.comparedTo },
    },
  };
}

/** Options of a source that Argo CD drops when they say nothing. */
const sourceOptions = ['directory', 'helm', 'kustomize', 'plugin'];

/** A specification whose sources have no options that say nothing. */
export function withoutEmptySources(spec: JsonObject): JsonObject {
  const { source, sources } = spec;
  return {
    ...spec,
    ...(source === undefined ? {} : { source: withoutEmpty(source) }),
    ...(Array.isArray(sources) ? { sources: sources.map(withoutEmpty) } : {}),
  };
}

function withoutEmpty(source: unknown): unknown {
  return isJsonObject(source)
    ? Object.fromEntries(
        Object.entries(source).filter(
          ([name, options]) =>
            !sourceOptions.includes(name) || !saysNothing(options),
        ),
      )
    : source;
}

function saysNothing(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).every(saysNothing)
    : !value;
}
