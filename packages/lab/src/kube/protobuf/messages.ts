/**
 * How a field of a message is read. `pointer` fields are kept when they are zero; the API's Go types leave out the
 * others then.
 */
export interface Field {
  name: string;
  type: 'string' | 'bytes' | 'integer' | 'boolean' | 'quantity' | Message;
  repeated?: boolean;
  map?: boolean;
  pointer?: boolean;
}

/** The fields of a message by number; `ignored` are not read. */
export interface Message {
  fields: Readonly<Record<number, Field>>;
  ignored?: readonly number[];
}

function text(name: string): Field {
  return { name, type: 'string' };
}

function texts(name: string): Field {
  return { name, type: 'string', repeated: true };
}

function textMap(name: string): Field {
  return { name, type: 'string', map: true };
}

function list(name: string, type: Message): Field {
  return { name, type, repeated: true };
}

function pointer(name: string, type: 'integer' | 'boolean'): Field {
  return { name, type, pointer: true };
}

const ownerReference: Message = {
  fields: {
    1: text('kind'),
    3: text('name'),
    4: text('uid'),
    5: text('apiVersion'),
    6: pointer('controller', 'boolean'),
    7: pointer('blockOwnerDeletion', 'boolean'),
  },
};

/** meta/v1 ObjectMeta; what only the server writes is not read. */
const objectMeta: Message = {
  fields: {
    1: text('name'),
    2: text('generateName'),
    3: text('namespace'),
    5: text('uid'),
    6: text('resourceVersion'),
    11: textMap('labels'),
    12: textMap('annotations'),
    13: list('ownerReferences', ownerReference),
    14: texts('finalizers'),
  },
  ignored: [4, 7, 8, 9, 10, 17],
};

const metadata: Field = { name: 'metadata', type: objectMeta };

const labelSelector: Message = {
  fields: {
    1: textMap('matchLabels'),
    2: list('matchExpressions', {
      fields: { 1: text('key'), 2: text('operator'), 3: texts('values') },
    }),
  },
};

const container: Message = {
  fields: {
    1: text('name'),
    2: text('image'),
    3: texts('command'),
    4: texts('args'),
    5: text('workingDir'),
    6: list('ports', {
      fields: {
        1: text('name'),
        2: { name: 'hostPort', type: 'integer' },
        3: { name: 'containerPort', type: 'integer' },
        4: text('protocol'),
        5: text('hostIP'),
      },
    }),
    7: list('env', { fields: { 1: text('name'), 2: text('value') } }),
    8: {
      name: 'resources',
      type: {
        fields: {
          1: { name: 'limits', type: 'quantity', map: true },
          2: { name: 'requests', type: 'quantity', map: true },
        },
      },
    },
    14: text('imagePullPolicy'),
  },
};

const podSpec: Message = {
  fields: {
    2: list('containers', container),
    3: text('restartPolicy'),
    4: pointer('terminationGracePeriodSeconds', 'integer'),
    6: text('dnsPolicy'),
    7: textMap('nodeSelector'),
    8: text('serviceAccountName'),
    10: text('nodeName'),
  },
};

const podTemplate: Message = {
  fields: { 1: metadata, 2: { name: 'spec', type: podSpec } },
};

const deploymentSpec: Message = {
  fields: {
    1: pointer('replicas', 'integer'),
    2: { name: 'selector', type: labelSelector },
    3: { name: 'template', type: podTemplate },
    4: { name: 'strategy', type: { fields: { 1: text('type') } } },
    6: pointer('revisionHistoryLimit', 'integer'),
    7: { name: 'paused', type: 'boolean' },
  },
};

const selfReviewSpec: Message = {
  fields: {
    1: {
      name: 'resourceAttributes',
      type: {
        fields: {
          1: text('namespace'),
          2: text('verb'),
          3: text('group'),
          4: text('version'),
          5: text('resource'),
          6: text('subresource'),
          7: text('name'),
        },
      },
    },
    2: {
      name: 'nonResourceAttributes',
      type: { fields: { 1: text('path'), 2: text('verb') } },
    },
  },
};

/**
 * The kinds that kubectl's `create` and `auth` send in protobuf. The numbers are those of the generated.proto files of
 * k8s.io/api and k8s.io/apimachinery.
 */
export const messages: Readonly<Record<string, Message>> = {
  'v1 Namespace': { fields: { 1: metadata }, ignored: [2, 3] },
  'v1 ConfigMap': {
    fields: {
      1: metadata,
      2: textMap('data'),
      3: { name: 'binaryData', type: 'bytes', map: true },
      4: pointer('immutable', 'boolean'),
    },
  },
  'v1 Secret': {
    fields: {
      1: metadata,
      2: { name: 'data', type: 'bytes', map: true },
      3: text('type'),
      4: textMap('stringData'),
      5: pointer('immutable', 'boolean'),
    },
  },
  'v1 ServiceAccount': {
    fields: {
      1: metadata,
      4: pointer('automountServiceAccountToken', 'boolean'),
    },
  },
  'apps/v1 Deployment': {
    fields: { 1: metadata, 2: { name: 'spec', type: deploymentSpec } },
    ignored: [3],
  },
  'authorization.k8s.io/v1 SelfSubjectAccessReview': {
    fields: { 1: metadata, 2: { name: 'spec', type: selfReviewSpec } },
    ignored: [3],
  },
};

/** The envelope around each message: runtime.Unknown. */
export const envelope: Message = {
  fields: {
    1: {
      name: 'typeMeta',
      type: { fields: { 1: text('apiVersion'), 2: text('kind') } },
    },
    2: { name: 'raw', type: 'bytes' },
  },
  ignored: [3, 4],
};
