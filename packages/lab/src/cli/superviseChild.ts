import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const graceMilliseconds = 8_000;

/**
 * Runs the command as a child of a shell that leads a process group of its own. When descriptor 3 ends, which it does
 * however this process goes, the shell ends the group.
 */
const guard = `
trap : TERM
"$@" 3<&- &
child=$!
( cat <&3 >/dev/null; kill -TERM 0 ) &
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

/** A child process that does not outlive this one. */
export interface SupervisedChild {
  /** Its exit code; null when a signal ended it. Never rejects. */
  exited: Promise<number | null>;
  /** Asks it, and all that it started, to end, and makes them after a while. */
  stop(): Promise<void>;
}

/** Starts a child whose output is shown here. It ends with this process, even when that is killed. */
export function superviseChild(
  options: SuperviseChildOptions,
): SupervisedChild {
  const child = spawn(
    '/bin/sh',
    ['-c', guard, 'sh', options.command, ...options.args],
    {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    },
  );
  const lifeline = child.stdio[3];
  const exited = new Promise<number | null>(resolve => {
    child.once('error', () => resolve(127));
    child.once('exit', code => resolve(code));
  });
  lifeline?.on('error', () => undefined);
  exited.then(() => lifeline?.destroy());
  return { exited, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const patience = new AbortController();
  const inTime = await Promise.race([
    exited.then(() => true),
    delay(graceMilliseconds, false, { signal: patience.signal }),
  ]);
  patience.abort();
  if (!inTime) {
    signalGroup(child, 'SIGKILL');
    await exited;
  }
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
