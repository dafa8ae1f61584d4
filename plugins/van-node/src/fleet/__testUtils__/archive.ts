import { pack, type Header } from 'tar-stream';
import { buffer } from 'stream/consumers';
import { gzipSync } from 'zlib';

/** A gzip-compressed tar as GitHub makes it, with a commit's id in its first header. */
export async function archive(
  entries: (Partial<Header> & { name: string; content?: string | Buffer })[],
): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: 'acme-fleet-1111111/', type: 'directory' });
  for (const { content, ...header } of entries) {
    tar.entry(header, content ?? '');
  }
  tar.finalize();
  return gzipSync(await buffer(tar));
}
