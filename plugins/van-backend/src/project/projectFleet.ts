import {
  type ApplicationView,
  clusterTags,
  type Fleet,
  type Placement,
  type RuleView,
  selectorMatch,
} from '@vanstage/backstage-plugin-van-common';
import { compareText } from '../store/contentHash';
import type { ApplicationRow } from '../store/rows';

/**
 * An application as it is stored: its placements are added when it is served.
 *
 * @internal
 */
export type ApplicationRecord = Omit<ApplicationView, 'state' | 'placements'>;

type FileUrl = (path: string) => string | undefined;

/**
 * The applications that the fleet repository declares.
 *
 * @internal
 */
export function projectApplications(options: {
  fleet: Fleet;
  placements: Placement[];
  fileUrl: FileUrl;
}): ApplicationRecord[] {
  const { fleet, placements, fileUrl } = options;
  const rules = new Map<string, Set<string>>();
  for (const { application, why } of placements) {
    const known = rules.get(application) ?? new Set();
    for (const { rule } of why) {
      known.add(rule);
    }
    rules.set(application, known);
  }
  return fleet.applications.map(application => ({
    name: application.name,
    description: application.description,
    declared: true,
    owner: application.owner,
    tags: application.tags,
    sources: application.sources.map(
      ({ name, repoURL, path, chart, targetRevision }) => ({
        name,
        repoURL,
        path,
        chart,
        targetRevision,
      }),
    ),
    namespace: application.namespace,
    rules: [...(rules.get(application.name) ?? [])].sort(compareText),
    sourceUrl: fileUrl(application.location.path),
  }));
}

/**
 * An application that runs and that the fleet repository does not declare.
 *
 * @param row - the Application of that name, when it is not one that Vanstage rendered
 * @internal
 */
export function projectUndeclaredApplication(
  name: string,
  row: ApplicationRow | undefined,
): ApplicationRecord {
  const { repoURL, path, targetRevision = 'HEAD' } = row?.source ?? {};
  return {
    name,
    declared: false,
    tags: [],
    sources: repoURL ? [{ repoURL, path, targetRevision }] : [],
    namespace: row?.destination.namespace,
    rules: [],
  };
}

/**
 * The rules, each with everything that its two sides match.
 *
 * @internal
 */
export function projectRules(options: {
  fleet: Fleet;
  fileUrl: FileUrl;
}): RuleView[] {
  const { fleet, fileUrl } = options;
  return fleet.rules.map(rule => {
    const applications = fleet.applications.filter(application =>
      selectorMatch(rule.applications, application),
    );
    const clusters = fleet.clusters.filter(cluster =>
      selectorMatch(rule.clusters, {
        name: cluster.name,
        tags: clusterTags(cluster),
      }),
    );
    return {
      name: rule.name,
      description: rule.description,
      applications: rule.applications,
      clusters: rule.clusters,
      matchedApplications: applications.map(({ name }) => name),
      matchedClusters: clusters.map(({ name }) => name),
      placementCount: applications.length * clusters.length,
      sourceUrl: fileUrl(rule.location.path),
    };
  });
}
