import {
  KubeObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
} from '../kubeObject';
import { age, humanDuration } from './age';
import {
  column,
  conditionOf,
  labelsText,
  selectorColumn,
  templateColumns,
} from './column';
import { ageColumn, nameColumn } from './genericColumns';
import { TableColumn } from './TableColumn';

function integer(name: string, ...path: string[]): TableColumn {
  return column(name, object => numberAt(object, ...path), 'integer');
}

/** A real server declares these columns as texts and fills them with numbers. */
function count(name: string, ...path: string[]): TableColumn {
  return column(name, object => numberAt(object, ...path));
}

const readyOfDesired = column(
  'Ready',
  object =>
    `${numberAt(object, 'status', 'readyReplicas')}/${numberAt(
      object,
      'spec',
      'replicas',
    )}`,
);

/** The columns of Deployments. */
export const deploymentColumns: readonly TableColumn[] = [
  nameColumn,
  readyOfDesired,
  count('Up-to-date', 'status', 'updatedReplicas'),
  count('Available', 'status', 'availableReplicas'),
  ageColumn,
  ...templateColumns,
  selectorColumn,
];

/** The columns of ReplicaSets. */
export const replicaSetColumns: readonly TableColumn[] = [
  nameColumn,
  integer('Desired', 'spec', 'replicas'),
  integer('Current', 'status', 'replicas'),
  integer('Ready', 'status', 'readyReplicas'),
  ageColumn,
  ...templateColumns,
  selectorColumn,
];

/** The columns of StatefulSets. */
export const statefulSetColumns: readonly TableColumn[] = [
  nameColumn,
  readyOfDesired,
  ageColumn,
  ...templateColumns,
];

/** The columns of DaemonSets. */
export const daemonSetColumns: readonly TableColumn[] = [
  nameColumn,
  integer('Desired', 'status', 'desiredNumberScheduled'),
  integer('Current', 'status', 'currentNumberScheduled'),
  integer('Ready', 'status', 'numberReady'),
  integer('Up-to-date', 'status', 'updatedNumberScheduled'),
  integer('Available', 'status', 'numberAvailable'),
  column('Node Selector', object =>
    labelsText(objectAt(object, 'spec', 'template', 'spec', 'nodeSelector')),
  ),
  ageColumn,
  ...templateColumns,
  selectorColumn,
];

function jobStatus(job: KubeObject): string {
  const isTrue = (type: string) =>
    textAt(conditionOf(job, type), 'status') === 'True';
  if (isTrue('Complete')) {
    return 'Complete';
  }
  if (isTrue('Failed')) {
    return 'Failed';
  }
  if (job.metadata.deletionTimestamp) {
    return 'Terminating';
  }
  if (isTrue('Suspended')) {
    return 'Suspended';
  }
  if (isTrue('FailureTarget')) {
    return 'FailureTarget';
  }
  return isTrue('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function jobCompletions(job: KubeObject): string {
  const succeeded = numberAt(job, 'status', 'succeeded');
  const completions = valueAt(job, 'spec', 'completions');
  if (typeof completions === 'number') {
    return `${succeeded}/${completions}`;
  }
  const parallelism = numberAt(job, 'spec', 'parallelism');
  return parallelism > 1
    ? `${succeeded}/1 of ${parallelism}`
    : `${succeeded}/1`;
}

function jobDuration(job: KubeObject, now: Date): string {
  const start = textAt(job, 'status', 'startTime');
  if (!start) {
    return '';
  }
  const end = textAt(job, 'status', 'completionTime');
  const until = end ? new Date(end) : now;
  return humanDuration((until.getTime() - new Date(start).getTime()) / 1000);
}

/** The columns of Jobs. */
export const jobColumns: readonly TableColumn[] = [
  nameColumn,
  column('Status', jobStatus),
  column('Completions', jobCompletions),
  column('Duration', jobDuration),
  ageColumn,
  ...templateColumns,
  selectorColumn,
];

function cronJobContainers(cronJob: KubeObject, field: string): string {
  return listAt(
    cronJob,
    'spec',
    'jobTemplate',
    'spec',
    'template',
    'spec',
    'containers',
  )
    .map(container => textAt(container, field))
    .join(',');
}

/** The columns of CronJobs. */
export const cronJobColumns: readonly TableColumn[] = [
  nameColumn,
  column('Schedule', object => textAt(object, 'spec', 'schedule')),
  column('Timezone', object => textAt(object, 'spec', 'timeZone') || '<none>'),
  column(
    'Suspend',
    object => (valueAt(object, 'spec', 'suspend') === true ? 'True' : 'False'),
    'boolean',
  ),
  column(
    'Active',
    object => listAt(object, 'status', 'active').length,
    'integer',
  ),
  column('Last Schedule', (object, now) => {
    const last = textAt(object, 'status', 'lastScheduleTime');
    return last ? age(last, now) : '<none>';
  }),
  ageColumn,
  {
    ...column('Containers', job => cronJobContainers(job, 'name')),
    priority: 1,
  },
  { ...column('Images', job => cronJobContainers(job, 'image')), priority: 1 },
  { ...column('Selector', () => '<none>'), priority: 1 },
];
