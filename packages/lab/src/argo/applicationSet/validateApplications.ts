import { applicationSchema } from '../applicationSchema';
import {
  inCluster,
  resolveDestination,
  type KnownCluster,
} from '../clusterSecret';
import type { ApplicationSet } from './applicationSetSchema';
import type { GeneratedApplication } from './generate';

/** What is wrong with the Applications that an ApplicationSet makes; those are neither made nor changed. */
export function validateApplications(
  set: ApplicationSet,
  context: {
    applications: readonly GeneratedApplication[];
    /** Names of the projects that there are. */
    projects: readonly string[];
    clusters: readonly KnownCluster[];
  },
): Map<GeneratedApplication, string> {
  const problems = new Map<GeneratedApplication, string>();
  const byName = new Map<string, GeneratedApplication>();
  for (const application of context.applications) {
    const { name } = application.metadata;
    const first = byName.get(name);
    if (first) {
      const message = `ApplicationSet ${set.metadata.name} contains applications with duplicate name: ${name}`;
      // Neither of two of the same name is made.
      problems.set(first, message);
      problems.set(application, message);
      continue;
    }
    byName.set(name, application);
    const problem = problemOf(application, context);
    if (problem) {
      problems.set(application, problem);
    }
  }
  return problems;
}

/** What an ApplicationSet's status says of several problems: the last one. */
export function validationMessage(
  problems: ReadonlyMap<GeneratedApplication, string>,
): string {
  const byName = new Map(
    [...problems].map(([{ metadata }, message]) => [metadata.name, message]),
  );
  const names = [...byName.keys()].sort();
  const last = byName.get(names[names.length - 1]) ?? '';
  return names.length > 1 ? `${last} (and ${names.length - 1} more)` : last;
}

function problemOf(
  application: GeneratedApplication,
  context: { projects: readonly string[]; clusters: readonly KnownCluster[] },
): string | undefined {
  const { destination, project } = applicationSchema.parse(application).spec;
  if (!context.projects.includes(project)) {
    return `application references project ${project} which does not exist`;
  }
  const cluster = resolveDestination(destination, [
    inCluster,
    ...context.clusters,
  ]);
  return 'problem' in cluster
    ? `application destination spec is invalid: ${cluster.problem}`
    : undefined;
}
