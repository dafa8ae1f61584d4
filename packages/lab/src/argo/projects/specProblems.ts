import type { Application } from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import type { NewCondition } from '../conditions';
import { sourcesOf } from '../sources';
import type { Project } from './Project';

/** What is wrong with an Application's specification: what is missing in it, and what its project does not allow. */
export function specProblems(
  application: Application,
  context: {
    project: Project | undefined;
    cluster: ClusterConnection | { problem: string };
  },
): NewCondition[] {
  const { project, cluster } = context;
  const { spec } = application;
  if (!project) {
    return invalid(
      `Application referencing project ${spec.project} which does not exist`,
    );
  }
  const problems: NewCondition[] = [];
  const sources = sourcesOf(spec);
  if (sources.list.length === 0) {
    return invalid(
      'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
    );
  }
  for (const source of sources.list) {
    if (!source.repoURL || (!source.path && !source.chart && !source.ref)) {
      return invalid(
        sources.several
          ? 'spec.source.repoURL and either source.path, source.chart, or source.ref are required for source {[]}'
          : 'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
      );
    }
    if (!project.allowsSource(source)) {
      problems.push(
        ...invalid(
          `application repo ${source.repoURL} is not permitted in project '${project.name}'`,
        ),
      );
    }
  }
  if ('problem' in cluster) {
    return [...problems, ...invalid(cluster.problem)];
  }
  const { name, namespace = '' } = spec.destination;
  if (
    !project.allowsDestination({
      name: cluster.name,
      server: cluster.server,
      namespace,
    })
  ) {
    problems.push(
      ...invalid(
        `application destination server '${
          name ? cluster.name : cluster.server
        }' and namespace '${namespace}' do not match any of the allowed destinations in project '${
          project.name
        }'`,
      ),
    );
  }
  return problems;
}

function invalid(message: string): NewCondition[] {
  return [{ type: 'InvalidSpecError', message }];
}
