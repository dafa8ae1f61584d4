import { kubeTime } from '../../controller';
import type { Application } from '../applicationSchema';
import type {
  ApplicationSet,
  ApplicationSetCondition,
  ApplicationSetStatus,
} from './applicationSetSchema';

const parametersGenerated = {
  type: 'ParametersGenerated',
  status: 'True',
  reason: 'ParametersGenerated',
  message: 'All parameters have been generated successfully',
};

const generated = 'All applications have been generated successfully';

/** How the generation of Applications went. */
export type GenerationResult =
  | { problem: undefined }
  | {
      problem: string;
      reason: string;
      /** Whether the generators and the template were all right. */
      generated: boolean;
    };

/** Status of an ApplicationSet from the Applications that it owns. */
export function applicationSetStatus(
  set: ApplicationSet,
  options: {
    applications: readonly Application[];
    result: GenerationResult;
    now: Date;
  },
): ApplicationSetStatus {
  const { applications, result, now } = options;
  return {
    ...set.status,
    conditions: conditionsFor(result).map(condition => {
      const before = set.status?.conditions?.find(
        ({ type }) => type === condition.type,
      );
      return {
        ...condition,
        lastTransitionTime:
          before?.status === condition.status
            ? before.lastTransitionTime
            : kubeTime(now),
      };
    }),
    health:
      result.problem === undefined
        ? { message: generated, status: 'Healthy' }
        : { message: result.problem, status: 'Degraded' },
    resources: [...applications]
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .map(resourceOf),
    resourcesCount: applications.length,
  };
}

function conditionsFor(
  result: GenerationResult,
): Omit<ApplicationSetCondition, 'lastTransitionTime'>[] {
  if (result.problem !== undefined) {
    const { problem: message, reason } = result;
    const failed = { status: 'False', reason: 'ErrorOccurred', message };
    return [
      { type: 'ErrorOccurred', status: 'True', reason, message },
      result.generated
        ? parametersGenerated
        : { type: 'ParametersGenerated', ...failed },
      { type: 'ResourcesUpToDate', ...failed },
    ];
  }
  const reason = 'ApplicationSetUpToDate';
  return [
    { type: 'ErrorOccurred', status: 'False', reason, message: generated },
    parametersGenerated,
    { type: 'ResourcesUpToDate', status: 'True', reason, message: generated },
  ];
}

function resourceOf({ metadata, status }: Application): object {
  const health = status?.health?.status;
  return {
    group: 'argoproj.io',
    health: health ? { status: health } : {},
    kind: 'Application',
    name: metadata.name,
    namespace: metadata.namespace,
    ...(status?.sync?.status ? { status: status.sync.status } : {}),
    version: 'v1alpha1',
  };
}
