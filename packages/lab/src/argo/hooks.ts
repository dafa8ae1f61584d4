import type { KubeObject } from '../controller';
import { argoAnnotations, listAnnotation } from './annotations';
import type { SyncPhase } from './applicationSchema';

/** Keeps a hook from going before its phase is over. */
export const hookFinalizer = 'argocd.argoproj.io/hook-finalizer';

/** When a hook's object is deleted. */
export type HookDeletePolicy =
  | 'HookSucceeded'
  | 'HookFailed'
  | 'BeforeHookCreation';

const phases: readonly SyncPhase[] = [
  'PreSync',
  'Sync',
  'PostSync',
  'SyncFail',
];

const helmPhases: Record<string, SyncPhase> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
};

const helmPolicies: Record<string, HookDeletePolicy> = {
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
  'before-hook-creation': 'BeforeHookCreation',
};

/** Hooks that run when an Application is deleted. */
const deletionHooks = ['PreDelete', 'PostDelete', 'pre-delete', 'post-delete'];

/** Whether an object is run at some point of a synchronisation instead of being kept as Git has it. */
export function isHook(object: KubeObject): boolean {
  return (
    hookPhases(object).length > 0 ||
    isDeletionHook(object) ||
    isOtherHook(object)
  );
}

/** Whether Argo CD is told to leave the object alone altogether. */
export function isSkipped(object: KubeObject): boolean {
  const types = listAnnotation(object, argoAnnotations.hook);
  return types.length === 1 && types[0] === 'Skip';
}

/** The phases in which a hook runs; of Helm's annotations only when there are none of Argo CD's. */
export function hookPhases(object: KubeObject): SyncPhase[] {
  const types = listAnnotation(object, argoAnnotations.hook);
  const own = phases.filter(phase => types.includes(phase));
  if (own.length > 0 || types.length > 0) {
    return own;
  }
  const helm = listAnnotation(object, 'helm.sh/hook').flatMap(
    type => helmPhases[type] ?? [],
  );
  return [...new Set(helm)];
}

export function hookDeletePolicies(object: KubeObject): HookDeletePolicy[] {
  const known: HookDeletePolicy[] = [];
  for (const text of [
    ...listAnnotation(object, argoAnnotations.hookDeletePolicy),
    ...listAnnotation(object, 'helm.sh/hook-delete-policy'),
  ]) {
    const policy = helmPolicies[text] ?? text;
    if (
      policy === 'HookSucceeded' ||
      policy === 'HookFailed' ||
      policy === 'BeforeHookCreation'
    ) {
      known.push(policy);
    }
  }
  return known.length > 0 ? known : ['BeforeHookCreation'];
}

/** The wave of a phase that an object belongs to: low ones come first, 0 is the middle. */
export function syncWave(object: KubeObject): number {
  const annotations = object.metadata.annotations ?? {};
  for (const text of [
    annotations[argoAnnotations.syncWave],
    annotations['helm.sh/hook-weight'],
  ]) {
    if (text !== undefined && /^[+-]?\d+$/.test(text)) {
      return Number(text);
    }
  }
  return 0;
}

/** Whether the object is run when the Application is deleted. */
export function isDeletionHook(object: KubeObject): boolean {
  return [
    ...listAnnotation(object, argoAnnotations.hook),
    ...listAnnotation(object, 'helm.sh/hook'),
  ].some(type => deletionHooks.includes(type));
}

/** A hook of a kind that Argo CD does not know, such as Helm's tests: it is not run, and not kept either. */
function isOtherHook(object: KubeObject): boolean {
  const annotations = object.metadata.annotations ?? {};
  if (annotations[argoAnnotations.hook] !== undefined) {
    return !isSkipped(object);
  }
  const helm = listAnnotation(object, 'helm.sh/hook');
  return helm.length > 0 && !helm.includes('crd-install');
}
