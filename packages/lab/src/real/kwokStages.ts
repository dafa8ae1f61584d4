import type { KwokObject } from './kwokConfiguration';

const conditions = {
  hasNoKubelet: (port: number) => ({
    key: '.status.daemonEndpoints.kubeletEndpoint.Port | tostring',
    operator: 'NotIn',
    values: [String(port)],
  }),
  isNotReady: {
    key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
    operator: 'NotIn',
    values: ['True'],
  },
  isKept: { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
  isDeleted: { key: '.metadata.deletionTimestamp', operator: 'Exists' },
  phase: (phase: string) => ({
    key: '.status.phase',
    operator: 'In',
    values: [phase],
  }),
};

const nodeStatus = `
conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ Now | Quote }}
  lastTransitionTime: {{ Now | Quote }}
{{ end }}
addresses:
- { type: InternalDNS, address: localhost }
daemonEndpoints:
  kubeletEndpoint:
    Port: {{ NodePort }}
phase: Running
`;

const podConditions = (ready: boolean) => `
conditions:
{{ $now := Now }}
- { type: PodReadyToStartContainers, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }} }
${['Ready', 'ContainersReady']
  .map(type =>
    ready
      ? `- { type: ${type}, status: "True", lastTransitionTime: {{ $now | Quote }} }`
      : `- { type: ${type}, status: "False", reason: ContainersNotReady, lastTransitionTime: {{ $now | Quote }} }`,
  )
  .join('\n')}
- { type: PodScheduled, status: "True", lastTransitionTime: {{ $now | Quote }} }
startTime: {{ $now | Quote }}
{{ with NodeIPsWith .spec.nodeName }}
hostIP: {{ index . 0 | Quote }}
{{ end }}
`;

const runningPod = `
${podConditions(true)}
phase: Running
{{ with PodIPsWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
podIP: {{ index . 0 | Quote }}
{{ end }}
initContainerStatuses:
{{ range .spec.initContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: true
  restartCount: 0
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }} } }
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: true
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ Now | Quote }} } }
{{ end }}
`;

const waitingPod = `
${podConditions(false)}
phase: Pending
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 0
  state:
    waiting:
      reason: ImagePullBackOff
      message: {{ printf "Back-off pulling image \\"%s\\"" .image | Quote }}
{{ end }}
`;

const completedPod = `
phase: Succeeded
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 0
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }} } }
{{ end }}
`;

/** Options of {@link kwokStages}. */
export interface KwokStagesOptions {
  /** What can be pulled; anything when absent. */
  images?: readonly string[];
  /** Port of loopback on which kwok serves as every Node's kubelet. */
  kubeletPort: number;
  /** From a Pod's binding until its containers run, in milliseconds. */
  startMilliseconds: number;
}

/** What kwok's kubelets do: Nodes become Ready, Pods run unless an image cannot be pulled, Jobs complete. */
export function kwokStages(options: KwokStagesOptions): KwokObject[] {
  const { images, startMilliseconds } = options;
  const ifImages = (answer: 'pullable' | 'missing') =>
    images === undefined
      ? []
      : [
          {
            key: `if ([.spec.containers[].image] - ${JSON.stringify(
              images,
            )}) == [] then "pullable" else "missing" end`,
            operator: 'In',
            values: [answer],
          },
        ];
  const delay = { durationMilliseconds: startMilliseconds };
  const stages: KwokObject[] = [
    stage('node-ready', 'Node', {
      when: [conditions.hasNoKubelet(options.kubeletPort)],
      next: { statusTemplate: nodeStatus },
    }),
    // Nodes that were late and the Pods on them come back, as they do when a kubelet is heard of again.
    stage('node-ready-again', 'Node', {
      when: [conditions.isNotReady],
      next: { statusTemplate: nodeStatus },
    }),
    stage('pod-ready-again', 'Pod', {
      when: [
        conditions.isKept,
        conditions.phase('Running'),
        conditions.isNotReady,
      ],
      next: { statusTemplate: runningPod },
    }),
    stage('pod-run', 'Pod', {
      when: [
        conditions.isKept,
        conditions.phase('Pending'),
        ...ifImages('pullable'),
      ],
      delay,
      next: { statusTemplate: runningPod },
    }),
    stage('pod-complete', 'Pod', {
      when: [
        conditions.isKept,
        conditions.phase('Running'),
        {
          key: '.metadata.ownerReferences.[].kind',
          operator: 'In',
          values: ['Job'],
        },
      ],
      delay,
      next: { statusTemplate: completedPod },
    }),
    stage('pod-delete', 'Pod', {
      when: [conditions.isDeleted],
      next: { delete: true },
    }),
  ];
  if (images !== undefined) {
    stages.push(
      stage('pod-wait-for-image', 'Pod', {
        when: [
          conditions.isKept,
          conditions.phase('Pending'),
          { key: '.status.containerStatuses', operator: 'DoesNotExist' },
          ...ifImages('missing'),
        ],
        delay,
        next: { statusTemplate: waitingPod },
      }),
    );
  }
  return stages;
}

function stage(
  name: string,
  kind: 'Node' | 'Pod',
  options: { when: object[]; delay?: object; next: object },
): KwokObject {
  const { when, delay, next } = options;
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind },
      selector: { matchExpressions: when },
      ...(delay ? { delay } : {}),
      next,
    },
  };
}
