import { kubeTime } from '../controller';
import type { Application, ApplicationStatus } from './applicationSchema';
import type { ComparedResource } from './compare';
import type { AppComparison } from './compareWithLive';
import {
  comparisonConditions,
  conditionsAfter,
  specConditions,
  type NewCondition,
} from './conditions';
import { applicationHealth } from './health/applicationHealth';
import type { Health } from './health/Health';
import { runningImages } from './images';
import { revisionFields, sourceFields, type Sources } from './sources';

/** Options of {@link comparedStatus}. */
export interface ComparedStatusOptions {
  result: AppComparison;
  sources: Sources;
  /** Why automation does not synchronise; undefined when it has nothing to complain about. */
  condition?: NewCondition;
  /** When Git was asked; undefined when only the live state changed. */
  reconciledAt?: Date;
  now: Date;
}

/** Status after a comparison. */
export function comparedStatus(
  application: Application,
  options: ComparedStatusOptions,
): ApplicationStatus {
  const { result, sources, condition, reconciledAt, now } = options;
  const { comparison, revisions, sourceTypes } = result;
  const before = application.status;
  const { conditions: _, sync: __, ...kept } = before ?? {};
  const images = [
    ...new Set(
      comparison.resources.flatMap(({ live }) =>
        live ? runningImages(live) : [],
      ),
    ),
  ].sort();
  return {
    ...kept,
    conditions: conditionsAfter(before?.conditions, {
      evaluated: [...comparisonConditions, ...specConditions, 'SyncError'],
      found: [...result.conditions, ...(condition ? [condition] : [])],
      now,
    }),
    controllerNamespace: application.metadata.namespace,
    health: healthAt(before, applicationHealth(comparison.resources), now),
    reconciledAt:
      reconciledAt || !before?.reconciledAt
        ? kubeTime(reconciledAt ?? now)
        : before.reconciledAt,
    resourceHealthSource: 'appTree',
    resources: resourcesOf(comparison.resources),
    sourceType: sources.several ? undefined : sourceTypes?.[0],
    sourceTypes: sources.several ? sourceTypes : undefined,
    summary: images.length > 0 ? { images } : {},
    sync: {
      comparedTo: comparedTo(application, sources),
      ...revisionFields(sources, revisions),
      status: comparison.status,
    },
  };
}

/** Status when the specification cannot be followed, for example because its cluster is not known. */
export function invalidSpecStatus(
  application: Application,
  options: { found: readonly NewCondition[]; now: Date },
): ApplicationStatus {
  const { found, now } = options;
  const before = application.status;
  return {
    ...before,
    conditions: conditionsAfter(before?.conditions, {
      evaluated: specConditions,
      found,
      now,
    }),
    health: healthAt(before, { status: 'Unknown' }, now),
    sync: { ...before?.sync, status: 'Unknown' },
  };
}

function comparedTo(application: Application, sources: Sources) {
  const { destination, ignoreDifferences } = application.spec;
  return {
    destination,
    ...sourceFields(sources),
    ...(ignoreDifferences ? { ignoreDifferences } : {}),
  };
}

function resourcesOf(
  resources: readonly ComparedResource[],
): ApplicationStatus['resources'] {
  if (resources.length === 0) {
    return undefined;
  }
  return resources.map(resource => {
    const { ref, status, requiresPruning, hook, syncWave } = resource;
    return {
      ...(ref.group === '' ? {} : { group: ref.group }),
      ...(hook ? { hook } : {}),
      kind: ref.kind,
      name: ref.name,
      ...(ref.namespace === '' ? {} : { namespace: ref.namespace }),
      ...(requiresPruning ? { requiresPruning } : {}),
      ...(status ? { status } : {}),
      ...(syncWave === 0 ? {} : { syncWave }),
      version: ref.version,
    };
  });
}

/** While the status stays, so do its time and its message: that of what changed it last. */
function healthAt(
  before: ApplicationStatus | undefined,
  health: Health,
  now: Date,
): ApplicationStatus['health'] {
  if (before?.health?.status === health.status) {
    return before.health;
  }
  return {
    lastTransitionTime: kubeTime(now),
    ...(health.message ? { message: health.message } : {}),
    status: health.status,
  };
}
