import type { Application } from '../../../argo';

/** Whether an operation has ended, and none is wanted. */
export function isDone({ operation, status }: Application): boolean {
  const phase = status?.operationState?.phase;
  return operation === undefined && phase !== undefined && phase !== 'Running';
}

/** Whether it has been synchronised, and is as Git has it and healthy. */
export function isSynced(application: Application): boolean {
  const { status } = application;
  return (
    isDone(application) &&
    status?.sync?.status === 'Synced' &&
    status.health?.status === 'Healthy'
  );
}

/** Whether it has a condition of a type. */
export function hasCondition({ status }: Application, type: string): boolean {
  return Boolean(
    status?.conditions?.some(condition => condition.type === type),
  );
}
