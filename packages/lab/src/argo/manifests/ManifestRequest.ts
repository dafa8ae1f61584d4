import type { ApplicationSource } from '../applicationSchema';

/** What manifests are asked for. */
export interface ManifestRequest {
  source: ApplicationSource;
  /** The commit of a Git source. */
  commit: string;
  application: string;
  /** Namespace of the destination. */
  namespace: string | undefined;
  /** Sources of the same Application whose files may be named as values, by their `ref`. */
  references: ReadonlyMap<string, ReferencedSource>;
}

/** A source that is there for its files only. */
export interface ReferencedSource {
  repoURL: string;
  commit: string;
}

/** How manifests are made: what stands in `status.sourceType`. */
export type SourceType = 'Directory' | 'Helm' | 'Kustomize';

/** Path of a source's folder from the root of its repository, without slashes around it. */
export function folderOf(source: ApplicationSource): string {
  return (source.path ?? '.').replace(/^\.?\/*|\/+$/g, '');
}
