import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeObject } from '../../controller';
import { directoryManifests } from './directoryManifests';
import type { GitCache } from './GitCache';
import { helmManifests } from './helmManifests';
import { fetchChart } from './HelmRepository';
import { kustomizationFiles, kustomizeManifests } from './kustomizeManifests';
import {
  folderOf,
  type ManifestRequest,
  type SourceType,
} from './ManifestRequest';

/** What a source came out as. */
export interface GeneratedManifests {
  /** Empty of a source that is there for its files only. */
  sourceType: SourceType | '';
  /** The commit, or the version of a chart. */
  revision: string;
  objects: KubeObject[];
}

/** Makes objects of one source, in the way that its files ask for, as Argo CD's repo-server does. */
export class ManifestGenerator {
  private readonly git: GitCache;

  private constructor(git: GitCache) {
    this.git = git;
  }

  static create(options: { git: GitCache }): ManifestGenerator {
    return new ManifestGenerator(options.git);
  }

  async generate(request: ManifestRequest): Promise<GeneratedManifests> {
    const { source, commit } = request;
    if (source.chart) {
      return this.generateFromRepository(request);
    }
    if (source.ref && !source.path) {
      return { sourceType: '', revision: commit, objects: [] };
    }
    const folder = folderOf(source);
    const files = await this.git.files(source.repoURL, commit, folder);
    if (files.size === 0) {
      throw new Error(`${source.path}: app path does not exist`);
    }
    const sourceType = typeOf(files, folder);
    if (sourceType === 'Directory') {
      const objects = directoryManifests(source, files);
      return { sourceType, revision: commit, objects };
    }
    return inTemporaryFolder(async home => {
      const checkout = await this.checkout(source.repoURL, commit, {
        in: home,
        as: 'source',
      });
      const directory = join(checkout, folder);
      const objects =
        sourceType === 'Kustomize'
          ? await kustomizeManifests({ source, directory, home })
          : await helmManifests({
              ...request,
              directory,
              home,
              checkouts: await this.checkoutReferences(request, home),
            });
      return { sourceType, revision: commit, objects };
    });
  }

  private async generateFromRepository(
    request: ManifestRequest,
  ): Promise<GeneratedManifests> {
    return inTemporaryFolder(async home => {
      const { directory, version } = await fetchChart(request.source, home);
      const objects = await helmManifests({
        ...request,
        directory,
        home,
        checkouts: await this.checkoutReferences(request, home),
      });
      return { sourceType: 'Helm', revision: version, objects };
    });
  }

  private async checkoutReferences(
    { references }: ManifestRequest,
    home: string,
  ): Promise<Map<string, string>> {
    const checkouts = new Map<string, string>();
    for (const [name, { repoURL, commit }] of references) {
      checkouts.set(
        name,
        await this.checkout(repoURL, commit, {
          in: home,
          as: `ref-${checkouts.size}`,
        }),
      );
    }
    return checkouts;
  }

  private async checkout(
    repository: string,
    commit: string,
    where: { in: string; as: string },
  ): Promise<string> {
    const directory = join(where.in, where.as);
    await mkdir(directory);
    await this.git.export(repository, commit, directory);
    return directory;
  }
}

function typeOf(
  files: ReadonlyMap<string, string>,
  folder: string,
): SourceType {
  const has = (name: string) =>
    files.has(folder === '' ? name : `${folder}/${name}`);
  if (has('Chart.yaml')) {
    return 'Helm';
  }
  return kustomizationFiles.some(has) ? 'Kustomize' : 'Directory';
}

async function inTemporaryFolder<T>(
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'vanstage-manifests-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
