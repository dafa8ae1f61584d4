import { definitionDefaults } from './customResourceDefinitions';
import { qualityOfService } from './qualityOfService';
import { serviceDefaults } from './serviceDefaults';
import {
  isJsonObject,
  JsonObject,
  KubeObject,
  listAt,
  objectAt,
  textAt,
} from './kubeObject';

type Defaulter = (object: KubeObject) => KubeObject;

function withSpec(object: KubeObject, defaults: JsonObject): KubeObject {
  return { ...object, spec: { ...defaults, ...objectAt(object, 'spec') } };
}

function namespaceDefaults(object: KubeObject): KubeObject {
  const { metadata } = object;
  return {
    ...withSpec(object, { finalizers: ['kubernetes'] }),
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        'kubernetes.io/metadata.name': metadata.name ?? '',
      },
    },
  };
}

function secretDefaults(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object;
  const secret: KubeObject = {
    ...rest,
    metadata: object.metadata,
    type: textAt(object, 'type') || 'Opaque',
  };
  if (!isJsonObject(stringData)) {
    return secret;
  }
  const data: JsonObject = { ...objectAt(object, 'data') };
  for (const [key, value] of Object.entries(stringData)) {
    data[key] = Buffer.from(String(value)).toString('base64');
  }
  return { ...secret, data };
}

function withTemplate(object: KubeObject, defaults: JsonObject): KubeObject {
  const spec = objectAt(object, 'spec');
  const template = objectAt(spec, 'template');
  return {
    ...object,
    spec: {
      ...defaults,
      ...spec,
      template: { ...template, spec: podSpec(objectAt(template, 'spec')) },
    },
  };
}

function container(value: unknown): unknown {
  if (!isJsonObject(value)) {
    return value;
  }
  const image = textAt(value, 'image');
  const isLatest = image.endsWith(':latest') || !/[:@][^/]*$/.test(image);
  return {
    imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...value,
    ...(value.ports
      ? {
          ports: listAt(value, 'ports').map(port =>
            isJsonObject(port) ? { protocol: 'TCP', ...port } : port,
          ),
        }
      : {}),
  };
}

function podSpec(spec: JsonObject): JsonObject {
  return {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...spec,
    containers: listAt(spec, 'containers').map(container),
    ...(spec.initContainers
      ? { initContainers: listAt(spec, 'initContainers').map(container) }
      : {}),
  };
}

function podDefaults(object: KubeObject): KubeObject {
  return {
    ...object,
    spec: {
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      serviceAccount: 'default',
      serviceAccountName: 'default',
      ...podSpec(objectAt(object, 'spec')),
    },
  };
}

/** A Job selects its Pods by its own uid, unless the client says otherwise. */
function jobDefaults(object: KubeObject): KubeObject {
  const job = withTemplate(object, {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    completions: 1,
    manualSelector: false,
    parallelism: 1,
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
  });
  const spec = objectAt(job, 'spec');
  if (spec.manualSelector === true || isJsonObject(spec.selector)) {
    return job;
  }
  const template = objectAt(spec, 'template');
  const { uid = '', name = '' } = object.metadata;
  return {
    ...job,
    spec: {
      ...spec,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: {
        ...template,
        metadata: {
          ...objectAt(template, 'metadata'),
          labels: {
            ...objectAt(template, 'metadata', 'labels'),
            'batch.kubernetes.io/controller-uid': uid,
            'batch.kubernetes.io/job-name': name,
            'controller-uid': uid,
            'job-name': name,
          },
        },
      },
    },
  };
}

const rollingUpdate = {
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
};

const defaulters: Record<string, Defaulter> = {
  CustomResourceDefinition: definitionDefaults,
  Namespace: namespaceDefaults,
  Secret: secretDefaults,
  Service: serviceDefaults,
  Pod: podDefaults,
  Deployment: object =>
    withTemplate(object, {
      progressDeadlineSeconds: 600,
      replicas: 1,
      revisionHistoryLimit: 10,
      strategy: rollingUpdate,
    }),
  ReplicaSet: object => withTemplate(object, { replicas: 1 }),
  StatefulSet: object =>
    withTemplate(object, {
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      },
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { partition: 0 },
      },
    }),
  DaemonSet: object =>
    withTemplate(object, {
      revisionHistoryLimit: 10,
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
      },
    }),
  Job: jobDefaults,
  CronJob: object =>
    withSpec(object, {
      concurrencyPolicy: 'Allow',
      failedJobsHistoryLimit: 1,
      successfulJobsHistoryLimit: 3,
      suspend: false,
    }),
  PersistentVolumeClaim: object =>
    withSpec(object, { volumeMode: 'Filesystem' }),
  NetworkPolicy: object => withSpec(object, { policyTypes: ['Ingress'] }),
  Node: object => withSpec(object, {}),
};

/** How a built-in kind fills what the client left out. */
export function defaultsOf(kind: string): Defaulter | undefined {
  return defaulters[kind];
}

type InitialStatus = (object: KubeObject) => unknown;

const initialStatuses: Record<string, 'keep' | InitialStatus> = {
  Namespace: () => ({ phase: 'Active' }),
  Node: 'keep',
  Pod: pod => ({ phase: 'Pending', qosClass: qualityOfService(pod) }),
  PersistentVolumeClaim: () => ({ phase: 'Pending' }),
  PersistentVolume: () => ({ phase: 'Pending' }),
  Service: () => ({ loadBalancer: {} }),
  Ingress: () => ({ loadBalancer: {} }),
  Deployment: () => ({}),
  ReplicaSet: () => ({ replicas: 0 }),
  StatefulSet: () => ({ replicas: 0, availableReplicas: 0 }),
  DaemonSet: () => ({
    currentNumberScheduled: 0,
    desiredNumberScheduled: 0,
    numberMisscheduled: 0,
    numberReady: 0,
  }),
  Job: () => ({}),
  CronJob: () => ({}),
  ResourceQuota: () => ({}),
};

/** The status that the server gives a new object of a built-in kind. */
export function initialStatusOf(
  kind: string,
): 'keep' | InitialStatus | undefined {
  return initialStatuses[kind];
}
