import { isJsonObject, KubeObject, kubeObjectSchema } from '../kubeObject';
import { compareFields } from './compareFields';
import { objectType, ownedPart, WriteTarget } from './FieldOwnership';
import { fieldsOf } from './fieldsOf';
import { difference, FieldTree } from './fieldTree';

/** Where `kubectl apply` without `--server-side` keeps what it applied. */
const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

function parseLastApplied(object: KubeObject): KubeObject | undefined {
  const text = object.metadata.annotations?.[annotation];
  if (!text) {
    return undefined;
  }
  try {
    const parsed = kubeObjectSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The fields that kubectl applied itself and that still have the values that it gave them. */
export function lastAppliedFields(
  object: KubeObject,
  target: WriteTarget,
): FieldTree | undefined {
  const configuration = parseLastApplied(object);
  if (!configuration) {
    return undefined;
  }
  const type = objectType(target);
  const applied = ownedPart(configuration, target);
  const { set, removed } = compareFields(
    applied,
    ownedPart(object, target),
    type,
  );
  return difference(difference(fieldsOf(applied, type), set), removed);
}

/** The value with its fields in alphabetical order, as Go writes what it has no type for. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const fields = Object.keys(value).sort();
  return Object.fromEntries(
    fields.map(field => [field, inOrder(value[field])]),
  );
}

/** An object that kubectl once applied from the client's side keeps on saying what was applied last. */
export function withLastApplied(
  object: KubeObject,
  configuration: KubeObject,
): KubeObject {
  const { annotations } = object.metadata;
  if (!annotations?.[annotation]) {
    return object;
  }
  const {
    annotations: own,
    managedFields: _own,
    ...metadata
  } = configuration.metadata;
  const { [annotation]: _previous, ...kept } = own ?? {};
  const applied = {
    ...configuration,
    metadata: {
      ...metadata,
      ...(Object.keys(kept).length > 0 ? { annotations: kept } : {}),
    },
  };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...annotations,
        [annotation]: `${JSON.stringify(inOrder(applied))}\n`,
      },
    },
  };
}
