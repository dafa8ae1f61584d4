import type { GitCommit, Signature } from './types';

const unknownSignature: Signature = {
  name: '',
  email: '',
  date: new Date(0),
};

/**
 * A signature as it stands in a commit object. Times are UTC, as GitHub writes those of commits made by its API.
 *
 * @internal
 */
export function formatSignature({ name, email, date }: Signature): string {
  const seconds = Math.floor(date.getTime() / 1000);
  return `${clean(name)} <${clean(email)}> ${seconds} +0000`;
}

function clean(text: string): string {
  return text.replace(/[<>\n\0]/g, '').trim();
}

/**
 * Reads a commit object.
 *
 * @internal
 */
export function parseCommit(sha: string, content: string): GitCommit {
  const end = content.indexOf('\n\n');
  const parents: string[] = [];
  let tree = '';
  let author = unknownSignature;
  let committer = unknownSignature;
  for (const line of content.slice(0, end).split('\n')) {
    const [key] = line.split(' ', 1);
    const value = line.slice(key.length + 1);
    if (key === 'tree') tree = value;
    if (key === 'parent') parents.push(value);
    if (key === 'author') author = parseSignature(value);
    if (key === 'committer') committer = parseSignature(value);
  }
  const message = content.slice(end + 2);
  return { sha, tree, parents, author, committer, message };
}

function parseSignature(value: string): Signature {
  const match = /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(value);
  return match
    ? { name: match[1], email: match[2], date: new Date(+match[3] * 1000) }
    : unknownSignature;
}
