import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { declarationPath, networkPath, renderedFolder } from '../fleet/layout';
import { parseFleet } from '../fleet/parseFleet';
import type { Fleet, FleetFiles, FleetProblem } from '../fleet/types';
import { writeDeclaration } from '../fleet/writeDeclaration';
import { place } from '../placement/place';
import { planPlacements } from '../plan/plan';
import type { FleetChange, Plan } from '../plan/types';
import { changedFiles } from '../render/changedFiles';
import { renderPlacements } from '../render/render';
import { parseChange } from './changeSchema';

/**
 * A change, worked out: the files that it writes and what they do.
 *
 * @public
 */
export interface AppliedChange {
  /** Only what changes, by path; undefined where a file goes. Rendered files are among them. */
  files: Map<string, string | undefined>;
  before: Fleet;
  after: Fleet;
  plan: Plan;
}

/**
 * Works out what a change writes. Nothing of `files` is altered.
 *
 * @throws InputError when the change itself is wrong; it names every field.
 * @throws NotFoundError when there is no such network.
 * @throws ConflictError when a name is taken, or when the repository has files that cannot be read: without them, what they
 * declare would be rendered away.
 * @public
 */
export function applyChange(
  files: FleetFiles,
  network: string,
  change: FleetChange,
): AppliedChange {
  const valid = parseChange(change);
  const before = readFleet(files, network);
  const written = declare(valid, network);
  for (const path of written.keys()) {
    if (files.has(path)) {
      throw new ConflictError(
        `The name is taken: ${path} exists already. Choose another name.`,
      );
    }
  }

  const parsed = parseFleet(new Map([...files, ...written]), network);
  if (!parsed.fleet || parsed.problems.length > 0) {
    throw new InputError(
      `The change cannot be made: ${sentences(parsed.problems)}`,
    );
  }
  const after = parsed.fleet;
  const placements = place(after);
  return {
    files: new Map([
      ...written,
      ...changedFiles({
        files,
        folder: renderedFolder(network),
        wanted: renderPlacements(after, placements),
      }),
    ]),
    before,
    after,
    plan: planPlacements(
      { fleet: before, placements: place(before) },
      { fleet: after, placements },
    ),
  };
}

function readFleet(files: FleetFiles, network: string): Fleet {
  if (!files.has(networkPath(network))) {
    throw new NotFoundError(
      `The fleet repository has no network ${network}: ${networkPath(
        network,
      )} does not exist.`,
    );
  }
  const { fleet, problems } = parseFleet(files, network);
  if (!fleet || problems.length > 0) {
    throw new ConflictError(
      `The fleet repository has files that cannot be read, and a change would undo what they declare. Mend them first: ${sentences(
        problems,
      )}`,
    );
  }
  return fleet;
}

/** The files that say what a person asked for. */
function declare(change: FleetChange, network: string): Map<string, string> {
  const { application, rule } = change;
  const { name, description, owner, tags, namespace, source } = application;
  const files = new Map([
    [
      declarationPath('Application', { network, name }),
      writeDeclaration({
        kind: 'Application',
        name,
        spec: {
          description,
          owner,
          tags,
          namespace,
          source: {
            repoURL: source.repoURL,
            path: source.path,
            targetRevision: source.targetRevision,
          },
        },
      }),
    ],
  ]);
  if (rule) {
    files.set(
      declarationPath('DistributionRule', { network, name: rule.name }),
      writeDeclaration({
        kind: 'DistributionRule',
        name: rule.name,
        spec: {
          description: rule.description,
          applications: { anyOf: rule.applicationTags },
          clusters: { anyOf: rule.clusterTags },
        },
      }),
    );
  }
  return files;
}

function sentences(problems: FleetProblem[]): string {
  const shown = problems
    .slice(0, 5)
    .map(({ location: { path, line }, message, hint }) =>
      [`${path}${line ? `:${line}` : ''}: ${message}.`, hint].join(' ').trim(),
    );
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`…and ${more} more.`] : [])].join(' ');
}
