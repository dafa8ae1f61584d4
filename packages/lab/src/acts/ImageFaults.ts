import type { Forge } from '../forge';
import type {
  ActiveFault,
  FaultKind,
  FaultRequest,
  FaultSource,
} from '../faults';

/** The one fault of a repository. */
export const imageFault = {
  name: 'bad-image',
  imitates:
    'a release whose image nobody pushed: its new Pods wait in ImagePullBackOff, the old ones go on',
};

const image = /^(\s*(?:- )?image:\s*\S+?):[^\s:]+$/gm;
const missingTag = '0.0.0-missing';

/** Options of {@link ImageFaults.create}. */
export interface ImageFaultsOptions {
  forge: Forge;
  owner: string;
  /** Paths of each repository's files, by its name. */
  repositories: ReadonlyMap<string, readonly string[]>;
}

/** Releases whose images nobody pushed: commits to the repositories of applications, which Argo CD delivers. */
export class ImageFaults implements FaultSource {
  private readonly options: ImageFaultsOptions;
  private readonly broken = new Map<
    string,
    { since: string; files: Record<string, string> }
  >();

  private constructor(options: ImageFaultsOptions) {
    this.options = options;
  }

  static create(options: ImageFaultsOptions): ImageFaults {
    return new ImageFaults(options);
  }

  kinds(): FaultKind[] {
    return [
      {
        ...imageFault,
        targets: [...this.options.repositories.keys()],
        options: {},
      },
    ];
  }

  active(): ActiveFault[] {
    return [...this.broken].map(([target, { since }]) => ({
      name: imageFault.name,
      target,
      since,
      options: {},
    }));
  }

  async set({ target }: FaultRequest): Promise<void> {
    if (this.broken.has(target)) {
      return;
    }
    const before: Record<string, string> = {};
    const after: Record<string, string> = {};
    for (const path of this.options.repositories.get(target) ?? []) {
      const text = await this.read(target, path);
      const changed = text?.replace(image, `$1:${missingTag}`);
      if (text !== undefined && changed !== undefined && changed !== text) {
        before[path] = text;
        after[path] = changed;
      }
    }
    await this.commit(target, after, 'Release the next version');
    this.broken.set(target, { since: new Date().toISOString(), files: before });
  }

  async clear({ target }: FaultRequest): Promise<void> {
    const broken = this.broken.get(target);
    if (broken) {
      await this.commit(target, broken.files, 'Go back to the version before');
      this.broken.delete(target);
    }
  }

  private async commit(
    repository: string,
    files: Record<string, string>,
    message: string,
  ): Promise<void> {
    const { forge, owner } = this.options;
    await forge.commit({ owner, name: repository, files, message });
  }

  /** A file as it is on the default branch; undefined when somebody has deleted it. */
  private async read(
    repository: string,
    path: string,
  ): Promise<string | undefined> {
    const { forge, owner } = this.options;
    const answer = await fetch(
      `${forge.url}/api/v3/repos/${owner}/${repository}/contents/${path}`,
      { headers: { accept: 'application/vnd.github.raw+json' } },
    );
    return answer.ok ? answer.text() : undefined;
  }
}
