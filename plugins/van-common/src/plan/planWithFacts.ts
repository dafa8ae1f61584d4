import { applicationName } from '../render/names';
import { listNames } from './listNames';
import type { Plan } from './types';

/**
 * What is known of the running network, beside what the repository declares.
 *
 * @public
 */
export interface PlanFacts {
  /** Names of Argo CD Applications in the hub that Vanstage does not manage. */
  unmanaged?: ReadonlySet<string>;
  /** Names of clusters that cannot be reached now. */
  unreachable?: ReadonlySet<string>;
}

/**
 * A plan with the errors and warnings that follow from how the network is now.
 *
 * @public
 */
export function planWithFacts(plan: Plan, facts: PlanFacts): Plan {
  const { unmanaged = new Set(), unreachable = new Set() } = facts;
  const taken = plan.added.filter(({ application, cluster }) =>
    unmanaged.has(applicationName(application, cluster)),
  );
  const away = [...plan.added, ...plan.removed, ...plan.changed]
    .map(({ cluster }) => cluster)
    .filter(
      (cluster, index, all) =>
        unreachable.has(cluster) && all.indexOf(cluster) === index,
    );
  return {
    ...plan,
    errors: [
      ...plan.errors,
      ...taken.map(({ application, cluster }) => ({
        code: 'NAME_TAKEN' as const,
        subject: application,
        message: `${application} cannot arrive on ${cluster}: an Argo CD Application ${applicationName(
          application,
          cluster,
        )} runs already that Vanstage does not manage, and it would be overwritten.`,
        hint: 'Choose another name, or remove that Application first.',
      })),
    ],
    warnings: [
      ...plan.warnings,
      ...(away.length > 0
        ? [
            {
              code: 'UNREACHABLE_TARGET' as const,
              subject: plan.network,
              message: `${listNames(away)} cannot be reached now.`,
              hint: 'The pull request can be merged all the same. What it changes there happens once the cluster is back.',
            },
          ]
        : []),
    ],
  };
}
