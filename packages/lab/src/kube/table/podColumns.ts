import {
  isJsonObject,
  KubeObject,
  listAt,
  numberAt,
  textAt,
  valueAt,
} from '../kubeObject';
import { age } from './age';
import { column, conditionOf, textOrNone, wideColumn } from './column';
import { ageColumn, nameColumn } from './genericColumns';
import { TableColumn } from './TableColumn';

interface PodSummary {
  ready: number;
  total: number;
  reason: string;
  restarts: number;
  lastRestart: string;
}

function isTrue(condition: unknown): boolean {
  return textAt(condition, 'status') === 'True';
}

function endReason(terminated: unknown): string {
  const reason = textAt(terminated, 'reason');
  if (reason) {
    return reason;
  }
  const signal = numberAt(terminated, 'signal');
  return signal
    ? `Signal:${signal}`
    : `ExitCode:${numberAt(terminated, 'exitCode')}`;
}

/** Adds restarts, and the time of the latest one. */
function countRestarts(summary: PodSummary, status: unknown): void {
  summary.restarts += numberAt(status, 'restartCount');
  const finishedAt = textAt(status, 'lastState', 'terminated', 'finishedAt');
  if (finishedAt > summary.lastRestart) {
    summary.lastRestart = finishedAt;
  }
}

function isSidecar(pod: KubeObject, status: unknown): boolean {
  return listAt(pod, 'spec', 'initContainers').some(
    container =>
      textAt(container, 'name') === textAt(status, 'name') &&
      textAt(container, 'restartPolicy') === 'Always',
  );
}

/** What the first unfinished init container makes of the status, or `undefined` when all are done. */
function initReason(pod: KubeObject, summary: PodSummary): string | undefined {
  const total = listAt(pod, 'spec', 'initContainers').length;
  const statuses = listAt(pod, 'status', 'initContainerStatuses');
  for (const [index, status] of statuses.entries()) {
    const terminated = valueAt(status, 'state', 'terminated');
    countRestarts(summary, status);
    if (isSidecar(pod, status) && valueAt(status, 'started') === true) {
      summary.ready += valueAt(status, 'ready') === true ? 1 : 0;
      continue;
    }
    if (isJsonObject(terminated) && numberAt(terminated, 'exitCode') === 0) {
      continue;
    }
    if (isJsonObject(terminated)) {
      return `Init:${endReason(terminated)}`;
    }
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    return waiting && waiting !== 'PodInitializing'
      ? `Init:${waiting}`
      : `Init:${index}/${total}`;
  }
  return undefined;
}

function readContainers(pod: KubeObject, summary: PodSummary): void {
  let hasRunning = false;
  const statuses = listAt(pod, 'status', 'containerStatuses');
  for (const status of statuses.toReversed()) {
    countRestarts(summary, status);
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    const terminated = valueAt(status, 'state', 'terminated');
    if (waiting) {
      summary.reason = waiting;
    } else if (isJsonObject(terminated)) {
      summary.reason = endReason(terminated);
    } else if (
      valueAt(status, 'ready') === true &&
      isJsonObject(valueAt(status, 'state', 'running'))
    ) {
      hasRunning = true;
      summary.ready += 1;
    }
  }
  if (summary.reason === 'Completed' && hasRunning) {
    summary.reason = isTrue(conditionOf(pod, 'Ready')) ? 'Running' : 'NotReady';
  }
}

function summarize(pod: KubeObject): PodSummary {
  const sidecars = listAt(pod, 'spec', 'initContainers').filter(
    container => textAt(container, 'restartPolicy') === 'Always',
  );
  const phase = textAt(pod, 'status', 'phase');
  const summary: PodSummary = {
    ready: 0,
    total: listAt(pod, 'spec', 'containers').length + sidecars.length,
    reason: textAt(pod, 'status', 'reason') || phase,
    restarts: 0,
    lastRestart: '',
  };
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (textAt(scheduled, 'reason') === 'SchedulingGated') {
    summary.reason = 'SchedulingGated';
  }
  const init = initReason(pod, summary);
  if (init && !isTrue(conditionOf(pod, 'Initialized'))) {
    summary.reason = init;
  } else {
    summary.restarts = 0;
    summary.lastRestart = '';
    readContainers(pod, summary);
  }
  if (pod.metadata.deletionTimestamp) {
    if (textAt(pod, 'status', 'reason') === 'NodeLost') {
      summary.reason = 'Unknown';
    } else if (phase !== 'Failed' && phase !== 'Succeeded') {
      summary.reason = 'Terminating';
    }
  }
  return summary;
}

function restartsText(pod: KubeObject, now: Date): string {
  const { restarts, lastRestart } = summarize(pod);
  return restarts > 0 && lastRestart
    ? `${restarts} (${age(lastRestart, now)} ago)`
    : String(restarts);
}

function readinessGates(pod: KubeObject): string {
  const gates = listAt(pod, 'spec', 'readinessGates');
  const met = gates.filter(gate =>
    isTrue(conditionOf(pod, textAt(gate, 'conditionType'))),
  );
  return gates.length === 0 ? '<none>' : `${met.length}/${gates.length}`;
}

/** The columns of Pods. */
export const podColumns: readonly TableColumn[] = [
  nameColumn,
  column('Ready', pod => {
    const { ready, total } = summarize(pod);
    return `${ready}/${total}`;
  }),
  column('Status', pod => summarize(pod).reason),
  column('Restarts', restartsText),
  ageColumn,
  wideColumn(
    'IP',
    pod =>
      textAt(listAt(pod, 'status', 'podIPs')[0], 'ip') ||
      textOrNone(pod, 'status', 'podIP'),
  ),
  wideColumn('Node', pod => textOrNone(pod, 'spec', 'nodeName')),
  wideColumn('Nominated Node', pod =>
    textOrNone(pod, 'status', 'nominatedNodeName'),
  ),
  wideColumn('Readiness Gates', readinessGates),
];
