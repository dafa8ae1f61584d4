import { isDeepStrictEqual } from 'node:util';
import type { ApplicationSource } from './applicationSchema';

/** What an Application is made of: one source, or a list of them. */
export interface Sources {
  list: readonly ApplicationSource[];
  /** Whether it is a list, be it of one only: then status, operation and history name lists as well. */
  several: boolean;
}

/** Go writes a source that is not set like this. */
export const noSource: ApplicationSource = { repoURL: '' };

/** The sources of a specification, or of an operation that names its own. */
export function sourcesOf(spec: {
  source?: ApplicationSource;
  sources?: ApplicationSource[];
}): Sources {
  if (spec.sources && spec.sources.length > 0) {
    return { list: spec.sources, several: true };
  }
  return { list: spec.source ? [spec.source] : [], several: false };
}

/** The revision that a source asks for. */
export function wantedRevision(source: ApplicationSource): string {
  return source.targetRevision || 'HEAD';
}

/** `revision` of a single source; `revisions` of several. */
export function revisionFields(
  sources: Sources,
  revisions: readonly string[],
): { revision?: string; revisions?: string[] } {
  return sources.several
    ? { revisions: [...revisions] }
    : { revision: revisions[0] ?? '' };
}

/** `source` of a single source; `sources` of several. */
export function sourceFields(sources: Sources): {
  source?: ApplicationSource;
  sources?: ApplicationSource[];
} {
  return sources.several
    ? { sources: [...sources.list] }
    : { source: sources.list[0] };
}

/** The revisions that a part of a status or an operation names, one for each source. */
export function revisionsOf(
  part: { revision?: string; revisions?: string[] } | undefined,
): string[] {
  if (part?.revisions && part.revisions.length > 0) {
    return part.revisions;
  }
  return part?.revision ? [part.revision] : [];
}

/** Whether two lists of sources are the same. */
export function sameSources(
  sources: Sources,
  part: { source?: unknown; sources?: unknown } | undefined,
): boolean {
  const known = sources.several ? part?.sources : part?.source;
  const wanted = sources.several ? sources.list : sources.list[0];
  return isDeepStrictEqual(known, wanted);
}
