import { ForwardedError } from '@backstage/errors';
import { posix } from 'path';
import type { Readable } from 'stream';
import { buffer } from 'stream/consumers';
import { pipeline } from 'stream/promises';
import { extract, type Extract } from 'tar-stream';
import { createGunzip } from 'zlib';

/**
 * How much of a repository is read. All sizes in bytes.
 *
 * @internal
 */
export interface ArchiveLimits {
  /** Of one file. */
  fileSize: number;
  /** Of all files that are kept. */
  totalSize: number;
  /** Number of files that are kept. */
  files: number;
  /** Of the whole unpacked archive, also what is not kept. */
  unpackedSize: number;
}

/** @internal */
export const defaultArchiveLimits: ArchiveLimits = {
  fileSize: 2 * 1024 * 1024,
  totalSize: 64 * 1024 * 1024,
  files: 50_000,
  unpackedSize: 512 * 1024 * 1024,
};

/**
 * Reads the text files under `networks/` from a gzip-compressed tar as GitHub makes it: everything in one folder named
 * after repository and commit.
 *
 * @throws when the archive is broken, goes over a limit, or has a path that leads out of the repository
 * @internal
 */
export async function readFleetArchive(options: {
  archive: Readable;
  limits?: ArchiveLimits;
  /** Told of each file that is left out although it lies under `networks/`. */
  onSkipped: (path: string, reason: string) => void;
}): Promise<Map<string, string>> {
  const limits = options.limits ?? defaultArchiveLimits;
  const entries = extract();
  const [unpacked, read] = await Promise.allSettled([
    pipeline(
      options.archive,
      createGunzip(),
      source => limitSize(source, limits.unpackedSize),
      entries,
    ),
    readEntries({ entries, limits, onSkipped: options.onSkipped }),
  ]);
  // The side that fails first makes the other fail too; what went wrong with the content is the better message.
  if (read.status === 'rejected') {
    throw new ForwardedError('The archive cannot be read', read.reason);
  }
  if (unpacked.status === 'rejected') {
    throw new ForwardedError('The archive cannot be unpacked', unpacked.reason);
  }
  return read.value;
}

async function* limitSize(source: AsyncIterable<Buffer>, limit: number) {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) {
      throw new Error(`It has more than ${limit} bytes when unpacked`);
    }
    yield chunk;
  }
}

async function readEntries(options: {
  entries: Extract;
  limits: ArchiveLimits;
  onSkipped: (path: string, reason: string) => void;
}): Promise<Map<string, string>> {
  const { entries, limits, onSkipped } = options;
  const files = new Map<string, string>();
  let totalSize = 0;

  for await (const entry of entries) {
    const path = repositoryPath(entry.header.name);
    const { type, size = 0 } = entry.header;
    if (!path.startsWith('networks/') || type === 'directory') {
      entry.resume();
      continue;
    }
    if (type !== 'file' && type !== 'contiguous-file') {
      entry.resume();
      onSkipped(path, `it is not a file but a ${type}`);
      continue;
    }
    totalSize += size;
    if (size > limits.fileSize) {
      throw new Error(`${path} has more than ${limits.fileSize} bytes`);
    }
    if (totalSize > limits.totalSize) {
      throw new Error(`The files have more than ${limits.totalSize} bytes`);
    }
    if (files.size >= limits.files) {
      throw new Error(`There are more than ${limits.files} files`);
    }
    const text = decodeText(await buffer(entry));
    if (text === undefined) {
      onSkipped(path, 'it is not text in UTF-8');
    } else {
      files.set(path, text);
    }
  }
  return files;
}

/** The path without the archive's own top folder. */
function repositoryPath(name: string): string {
  const path = name.split('/').slice(1).join('/');
  const outside =
    name.startsWith('/') ||
    name.split('/').includes('..') ||
    posix.normalize(path).startsWith('/');
  if (outside) {
    throw new Error(`The path ${JSON.stringify(name)} leads out of it`);
  }
  return path;
}

function decodeText(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
