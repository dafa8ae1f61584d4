import { z } from 'zod';
import { groupVersion, type KubeObject } from '../controller';

const definitionSchema = z.looseObject({
  spec: z.looseObject({
    group: z.string(),
    names: z.looseObject({ kind: z.string() }),
  }),
});

/** The kind that a CustomResourceDefinition defines; undefined of any other object. */
export function kindDefinedBy(
  object: KubeObject,
): { group: string; kind: string } | undefined {
  const { group } = groupVersion(object.apiVersion);
  if (
    group !== 'apiextensions.k8s.io' ||
    object.kind !== 'CustomResourceDefinition'
  ) {
    return undefined;
  }
  const { data } = definitionSchema.safeParse(object);
  return data && { group: data.spec.group, kind: data.spec.names.kind };
}
