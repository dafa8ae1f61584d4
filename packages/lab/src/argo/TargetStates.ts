import { loadAllYaml } from '@kubernetes/client-node';
import { kubeObjectSchema, type KubeObject } from '../controller';
import type { ApplicationSource } from './applicationSchema';
import type { GitCache } from './GitCache';

const mostRemembered = 100;

/** Why an Application's target state could not be had, in Argo CD's words. */
export class TargetStateError extends Error {
  /** What stands in `status.sync.revision`: the commit, or the revision as it was asked for. */
  readonly revision: string;

  constructor(message: string, revision: string) {
    super(
      `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${message}`,
    );
    this.name = 'TargetStateError';
    this.revision = revision;
  }
}

/** The objects that a source describes at a commit. */
export interface TargetState {
  commit: string;
  objects: KubeObject[];
}

/** Options of {@link TargetStates.create}. */
export interface TargetStatesOptions {
  git: GitCache;
}

/** Turns Git sources into objects, as Argo CD's repo-server does for plain manifests. What it made it remembers. */
export class TargetStates {
  private readonly git: GitCache;
  private readonly remembered = new Map<string, Promise<KubeObject[]>>();

  private constructor(options: TargetStatesOptions) {
    this.git = options.git;
  }

  static create(options: TargetStatesOptions): TargetStates {
    return new TargetStates(options);
  }

  /**
   * The objects of the source at its revision, or at the given commit. Throws {@link TargetStateError}.
   */
  async load(
    source: ApplicationSource,
    options: { commit?: string; force?: boolean } = {},
  ): Promise<TargetState> {
    const revision = source.targetRevision ?? 'HEAD';
    const commit =
      options.commit ??
      (await this.git
        .resolve(source.repoURL, revision, options.force)
        .catch(error => {
          throw new TargetStateError(
            `failed to resolve revision "${revision}": ${firstLine(error)}`,
            revision,
          );
        }));
    const key = JSON.stringify([source, commit]);
    const known = this.remembered.get(key);
    const objects =
      known ??
      this.generate(source, commit).catch(error => {
        this.remembered.delete(key);
        throw new TargetStateError(firstLine(error), revision);
      });
    this.remember(key, objects);
    return { commit, objects: await objects };
  }

  private remember(key: string, objects: Promise<KubeObject[]>): void {
    this.remembered.delete(key);
    this.remembered.set(key, objects);
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= mostRemembered) {
        break;
      }
      this.remembered.delete(oldest);
    }
  }

  private async generate(
    source: ApplicationSource,
    commit: string,
  ): Promise<KubeObject[]> {
    const path = (source.path ?? '.').replace(/^\.?\/*|\/+$/g, '');
    const files = await this.git.files(source.repoURL, commit, path);
    if (files.size === 0) {
      throw new Error(`${source.path}: app path does not exist`);
    }
    const folder = path === '' ? '' : `${path}/`;
    refuseTools(files, folder);
    const recurse = source.directory?.recurse ?? false;
    return [...files]
      .filter(
        ([name]) =>
          /\.(ya?ml|json)$/.test(name) &&
          (recurse || !name.slice(folder.length).includes('/')),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, text]) => parseManifests(name, text));
  }
}

/** A repo-server without these programs on its PATH says so in these words. */
function refuseTools(files: ReadonlyMap<string, string>, folder: string): void {
  for (const [file, program] of [
    ['Chart.yaml', 'helm'],
    ['kustomization.yaml', 'kustomize'],
    ['kustomization.yml', 'kustomize'],
    ['Kustomization', 'kustomize'],
  ]) {
    if (files.has(`${folder}${file}`)) {
      throw new Error(`exec: "${program}": executable file not found in $PATH`);
    }
  }
}

function parseManifests(name: string, text: string): KubeObject[] {
  const documents: unknown[] = loadAllYaml(text);
  return documents
    .filter(document => document !== null && document !== undefined)
    .map(document => {
      const object = kubeObjectSchema.safeParse(document);
      if (!object.success) {
        throw new Error(
          `Failed to unmarshal "${name}": Object 'Kind' is missing in '${name}'`,
        );
      }
      return object.data;
    });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0];
}
