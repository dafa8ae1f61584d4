import type { KubeObject } from '../../controller';
import type { ApplicationSource } from '../applicationSchema';
import { UnreadableManifestError } from './parseManifests';
import { wantedRevision, type Sources } from '../sources';
import type { GitCache } from './GitCache';
import {
  ManifestGenerator,
  type GeneratedManifests,
} from './ManifestGenerator';
import type { ReferencedSource } from './ManifestRequest';

const mostRemembered = 100;
const fullCommit = /^[0-9a-f]{40}$/;
const exactVersion = /^v?\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;

/** Why an Application's target state could not be had, in Argo CD's words. */
export class TargetStateError extends Error {
  constructor(error: unknown, which: { index: number; of: number }) {
    const code =
      error instanceof UnreadableManifestError
        ? 'FailedPrecondition'
        : 'Unknown';
    super(
      `Failed to load target state: failed to generate manifest for source ${
        which.index + 1
      } of ${which.of}: rpc error: code = ${code} desc = ${firstLine(error)}`,
    );
    this.name = 'TargetStateError';
  }
}

/** The objects that an Application's sources describe. */
export interface TargetState {
  /** Commit, or version of a chart, of each source. */
  revisions: string[];
  /** How the objects of each source were made: `Directory`, `Helm`, `Kustomize`. */
  sourceTypes: string[];
  objects: KubeObject[];
}

/** What the objects are wanted for. */
export interface TargetRequest {
  application: string;
  namespace: string | undefined;
  sources: Sources;
  /** Takes these revisions instead of those that the sources ask for. */
  revisions?: readonly string[];
  /** Asks the repositories even when their last answers are fresh. */
  force?: boolean;
}

/** Options of {@link TargetStates.create}. */
export interface TargetStatesOptions {
  git: GitCache;
}

/** Turns sources into objects. What it made it remembers. */
export class TargetStates {
  private readonly git: GitCache;
  private readonly generator: ManifestGenerator;
  private readonly remembered = new Map<string, Remembered>();

  private constructor(options: TargetStatesOptions) {
    this.git = options.git;
    this.generator = ManifestGenerator.create(options);
  }

  static create(options: TargetStatesOptions): TargetStates {
    return new TargetStates(options);
  }

  /** Throws {@link TargetStateError}. */
  async load(request: TargetRequest): Promise<TargetState> {
    const { sources, revisions } = request;
    const commits: string[] = [];
    for (const [index, source] of sources.list.entries()) {
      const wanted = revisions?.[index] || wantedRevision(source);
      commits.push(await this.resolve(source, wanted, { index, request }));
    }
    const references = referencesOf(sources, commits);
    const state: TargetState = { revisions: [], sourceTypes: [], objects: [] };
    for (const [index, source] of sources.list.entries()) {
      const made = await this.generate(source, commits[index], {
        request,
        references,
      }).catch(error => {
        throw this.failure(error, { index, request });
      });
      state.revisions.push(made.revision);
      state.sourceTypes.push(made.sourceType);
      state.objects.push(...made.objects);
    }
    return state;
  }

  private async resolve(
    source: ApplicationSource,
    wanted: string,
    which: { index: number; request: TargetRequest },
  ): Promise<string> {
    if (source.chart) {
      return wanted;
    }
    try {
      return await this.git.resolve(
        source.repoURL,
        wanted,
        which.request.force,
      );
    } catch (error) {
      throw this.failure(error, which);
    }
  }

  private failure(
    error: unknown,
    { index, request }: { index: number; request: TargetRequest },
  ): TargetStateError {
    const of = request.sources.list.length;
    return new TargetStateError(error, { index, of });
  }

  private async generate(
    source: ApplicationSource,
    commit: string,
    context: {
      request: TargetRequest;
      references: ReadonlyMap<string, ReferencedSource>;
    },
  ): Promise<GeneratedManifests> {
    const { references, request } = context;
    const { application, namespace } = request;
    const make = () =>
      this.generator.generate({
        source,
        commit,
        application,
        namespace,
        references,
      });
    if (!fullCommit.test(commit) && !exactVersion.test(commit)) {
      return make();
    }
    // What is not made by Helm is the same for all Applications: that of a thousand edges is made once.
    const shared = JSON.stringify([source, commit]);
    const owner = JSON.stringify([application, namespace, [...references]]);
    const first = this.remember(shared, owner, make);
    const made = await first.made;
    return made.sourceType === 'Helm' && first.owner !== owner
      ? this.remember(`${shared}${owner}`, owner, make).made
      : made;
  }

  private remember(
    key: string,
    owner: string,
    make: () => Promise<GeneratedManifests>,
  ): Remembered {
    const known = this.remembered.get(key) ?? { owner, made: make() };
    this.remembered.delete(key);
    this.remembered.set(key, known);
    known.made.catch(() => this.remembered.delete(key));
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= mostRemembered) {
        break;
      }
      this.remembered.delete(oldest);
    }
    return known;
  }
}

/** What was made, and for whom. */
interface Remembered {
  owner: string;
  made: Promise<GeneratedManifests>;
}

function referencesOf(
  sources: Sources,
  commits: readonly string[],
): Map<string, ReferencedSource> {
  const references = new Map<string, ReferencedSource>();
  for (const [index, { ref, repoURL }] of sources.list.entries()) {
    if (ref) {
      references.set(ref, { repoURL, commit: commits[index] });
    }
  }
  return references;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0];
}
