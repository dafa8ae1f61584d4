import { FieldTree, leaf } from './fieldTree';

/**
 * What the server itself fills in when an object is created, after it noted what the client owns: by admission and by
 * each kind's own rules. Nobody owns these fields, unless the client sets them.
 */
const paths: Readonly<Record<string, readonly string[]>> = {
  CustomResourceDefinition: ['status'],
  Job: ['spec.selector', 'spec.template.metadata'],
  Namespace: ['spec.finalizers'],
  Node: ['spec.taints', 'status'],
  PersistentVolumeClaim: ['spec.storageClassName'],
  Pod: [
    'spec.preemptionPolicy',
    'spec.priority',
    'spec.serviceAccount',
    'spec.serviceAccountName',
    'spec.tolerations',
    'spec.volumes',
    'status',
  ],
  Service: [
    'spec.clusterIP',
    'spec.clusterIPs',
    'spec.ipFamilies',
    'spec.ipFamilyPolicy',
    'status',
  ],
};

function grow(tree: FieldTree, path: readonly string[]): FieldTree {
  const [field, ...rest] = path;
  const element = `f:${field}`;
  return {
    ...tree,
    [element]: rest.length === 0 ? leaf : grow(tree[element] ?? {}, rest),
  };
}

const trees = new Map(
  Object.entries(paths).map(([kind, fields]): [string, FieldTree] => {
    let tree: FieldTree = {};
    for (const field of fields) {
      tree = grow(tree, field.split('.'));
    }
    return [kind, tree];
  }),
);

/** The branches of a kind that the server fills in. */
export function serverChoices(kind: string): FieldTree | undefined {
  return trees.get(kind);
}
