import { byName, compare } from './compare';
import { checkFleet } from './checkFleet';
import { classify, networkPath, type ListedKind } from './layout';
import { nearest } from './nearest';
import { listNetworks } from './listNetworks';
import { parseDocument } from './parseDocument';
import type { FleetDocument } from './schemas';
import type {
  Application,
  Cluster,
  DistributionRule,
  Fleet,
  FleetFiles,
  FleetProblem,
  Network,
  SourceLocation,
} from './types';

/**
 * What came of reading a network's files.
 *
 * @public
 */
export interface ParsedFleet {
  /** Absent when the network itself could not be read. */
  fleet?: Fleet;
  /** Sorted by path and line. A file that is named here is left out of the fleet. */
  problems: FleetProblem[];
}

/**
 * Reads the files that declare a network. Never throws: a file with a problem is left out and reported, and the rest goes
 * on. The order of the files does not matter.
 *
 * @public
 */
export function parseFleet(files: FleetFiles, network: string): ParsedFleet {
  const problems: FleetProblem[] = [];
  const clusters: Cluster[] = [];
  const applications: Application[] = [];
  const rules: DistributionRule[] = [];
  let declared: Network | undefined;

  for (const [path, text] of files) {
    const what = classify(network, path);
    const location = { path };
    if (what.as === 'misplaced') {
      problems.push({
        location,
        message: 'The file is not read',
        hint: what.hint,
      });
    } else if (what.as === 'network') {
      const parsed = parseDocument('Network', { path, text, name: network });
      if ('document' in parsed) {
        declared = toNetwork(parsed.document, location);
      } else {
        problems.push(...parsed.problems);
      }
    } else if (what.as === 'declaration') {
      problems.push(
        ...addDeclaration(
          { kind: what.kind, path, text, name: what.name },
          { clusters, applications, rules },
        ),
      );
    }
  }

  let fleet: Fleet | undefined;
  if (declared) {
    const checked = checkFleet({
      network: declared,
      clusters: clusters.sort(byName),
      applications: applications.sort(byName),
      rules: rules.sort(byName),
    });
    fleet = checked.fleet;
    problems.push(...checked.problems);
  } else if (!files.has(networkPath(network))) {
    problems.push(missingNetwork(files, network));
  }
  return { fleet, problems: problems.sort(byLocation) };
}

function addDeclaration(
  file: { kind: ListedKind; path: string; text: string; name: string },
  fleet: Pick<Fleet, 'clusters' | 'applications' | 'rules'>,
): FleetProblem[] {
  const location = { path: file.path };
  switch (file.kind) {
    case 'Cluster': {
      const parsed = parseDocument('Cluster', file);
      if ('problems' in parsed) {
        return parsed.problems;
      }
      const { metadata, spec } = parsed.document;
      fleet.clusters.push({ name: metadata.name, ...spec, location });
      return [];
    }
    case 'Application': {
      const parsed = parseDocument('Application', file);
      if ('problems' in parsed) {
        return parsed.problems;
      }
      const { metadata, spec } = parsed.document;
      fleet.applications.push({ name: metadata.name, ...spec, location });
      return [];
    }
    case 'DistributionRule': {
      const parsed = parseDocument('DistributionRule', file);
      if ('problems' in parsed) {
        return parsed.problems;
      }
      const { metadata, spec } = parsed.document;
      fleet.rules.push({ name: metadata.name, ...spec, location });
      return [];
    }
    default:
      return file.kind satisfies never;
  }
}

function toNetwork(
  document: FleetDocument<'Network'>,
  location: SourceLocation,
): Network {
  const { hub, renderer: _, ...spec } = document.spec;
  return { name: document.metadata.name, ...spec, ...hub, location };
}

function missingNetwork(files: FleetFiles, network: string): FleetProblem {
  const meant = nearest(network, listNetworks(files));
  return {
    location: { path: networkPath(network) },
    message: `There is no network \`${network}\`: the file does not exist`,
    hint: meant && `Did you mean \`${meant}\`?`,
  };
}

function byLocation(a: FleetProblem, b: FleetProblem): number {
  return (
    compare(a.location.path, b.location.path) ||
    (a.location.line ?? 0) - (b.location.line ?? 0) ||
    (a.location.column ?? 0) - (b.location.column ?? 0)
  );
}
