import { InputError } from '@backstage/errors';
import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';

/**
 * Runs git and gives what it writes.
 *
 * @throws InputError with git's own words when it fails
 */
export async function runGit(options: {
  directory: string;
  args: string[];
  input?: string;
}): Promise<Buffer> {
  const { directory, args, input = '' } = options;
  const git = spawn('git', args, { cwd: directory });
  const failure = new Promise<never>((_, reject) => {
    git.once('error', error => {
      reject(new InputError(`git cannot be run: ${error.message}`));
    });
  });
  const code = new Promise<number | null>(resolve => {
    git.once('close', resolve);
  });
  // Git may end before it has read everything; its exit code tells.
  git.stdin.on('error', () => {});
  git.stdin.end(input);
  const [output, words, status] = await Promise.race([
    Promise.all([buffer(git.stdout), text(git.stderr), code]),
    failure,
  ]);
  if (status !== 0) {
    throw new InputError(
      `git ${args[0]} failed in ${directory}: ${words.trim()}`,
    );
  }
  return output;
}
