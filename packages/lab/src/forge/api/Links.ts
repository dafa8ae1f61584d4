import type { ForgeRepository } from '../ForgeRepository';

/**
 * Addresses of the API and the pages.
 *
 * @internal
 */
export class Links {
  /** @param web - address of the forge, without a slash at its end */
  constructor(readonly web: string) {}

  get api(): string {
    return `${this.web}/api/v3`;
  }

  absolute(pathAndQuery: string): string {
    return `${this.web}${pathAndQuery}`;
  }

  apiOf(repository: ForgeRepository): string {
    return `${this.api}/repos/${repository.fullName}`;
  }

  webOf(repository: ForgeRepository): string {
    return `${this.web}/${repository.fullName}`;
  }

  /** @param kind - `blob` for a page, `raw` for the content, `tree` for a folder */
  file(options: {
    repository: ForgeRepository;
    kind: 'blob' | 'raw' | 'tree';
    revision: string;
    path: string;
  }): string {
    const { repository, kind, revision, path } = options;
    return `${this.webOf(repository)}/${kind}/${encodePath(
      `${revision}/${path}`,
    )}`.replace(/\/$/, '');
  }
}

/**
 * A path as it stands in an address.
 *
 * @internal
 */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
