import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ObjectChange } from '../../controller';

/**
 * Whether the ApplicationSet controller looks again after a change of an ApplicationSet or of an Application: a status
 * alone does not wake it.
 */
export function asksForWork({ type, object, previous }: ObjectChange): boolean {
  return (
    type !== 'modified' || !isDeepStrictEqual(wish(object), wish(previous))
  );
}

function wish(object: KubeObject | undefined): unknown {
  const { labels, annotations, finalizers } = object?.metadata ?? {};
  return {
    labels: labels ?? {},
    annotations: annotations ?? {},
    finalizers: finalizers ?? [],
    spec: object?.spec,
  };
}
