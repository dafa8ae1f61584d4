import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a child has after each time that it was asked. A signal is lost on a shell that is just starting its child. */
const graceMilliseconds = [2_000, 6_000];

/**
 * Runs the command as a child of a shell that leads a process group of its own. When descriptor 3 ends, which it does
 * however this process goes, the shell ends the group.
 */
const guard = `
trap : TERM
"$@" 3<&- &
child=$!
(
  trap '' TERM
  cat <&3 >/dev/null
  kill -TERM 0
  for second in 1 2 3 4 5 6 7 8; do
    kill -0 "$child" 2>/dev/null || exit
    sleep 1
  done
  kill -KILL 0
) &
wait "$child"
code=$?
while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
exit "$code"
`;

/** Options of {@link superviseChild}. */
export interface SuperviseChildOptions {
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** Options of {@link superviseQuietChild}. */
export interface SuperviseQuietChildOptions extends SuperviseChildOptions {
  /** File that takes what the child says; what was in it goes. */
  log: string;
}

/** A child process that does not outlive this one. */
export interface SupervisedChild {
  /** Its exit code; null when a signal ended it. Never rejects. */
  exited: Promise<number | null>;
  /** Asks it, and all that it started, to end, and makes them after a while. */
  stop(): Promise<void>;
  /** Ends it, and all that it started, without asking. */
  kill(): Promise<void>;
}

/** Starts a child whose output is shown here. It ends with this process, even when that is killed. */
export function superviseChild(
  options: SuperviseChildOptions,
): SupervisedChild {
  return supervise(options, 'inherit');
}

/** The same for a child whose output goes into a file. */
export async function superviseQuietChild(
  options: SuperviseQuietChildOptions,
): Promise<SupervisedChild> {
  const log = await open(options.log, 'w', 0o600);
  try {
    return supervise(options, log.fd);
  } finally {
    await log.close();
  }
}

function supervise(
  options: SuperviseChildOptions,
  output: 'inherit' | number,
): SupervisedChild {
  const child = spawn(
    '/bin/sh',
    ['-c', guard, 'sh', options.command, ...options.args],
    {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', output, output, 'pipe'],
    },
  );
  const lifeline = child.stdio[3];
  const exited = new Promise<number | null>(resolve => {
    child.once('error', () => resolve(127));
    child.once('exit', code => resolve(code));
  });
  lifeline?.on('error', () => undefined);
  exited.then(() => lifeline?.destroy());
  return { exited, stop: () => stop(child), kill: () => kill(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) {
    return;
  }
  const exited = once(child, 'exit').then(() => true);
  for (const grace of graceMilliseconds) {
    signalGroup(child, 'SIGTERM');
    const patience = new AbortController();
    const inTime = await Promise.race([
      exited,
      delay(grace, false, { signal: patience.signal }),
    ]);
    patience.abort();
    if (inTime) {
      return;
    }
  }
  await kill(child);
}

async function kill(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) {
    const exited = once(child, 'exit');
    signalGroup(child, 'SIGKILL');
    await exited;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
