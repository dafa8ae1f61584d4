import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks of the kernel in a second, as Linux shows them to programs on every architecture. */
const ticksPerSecond = 100;
const pageBytes = 4096;

/** What a process and all that it started have used. */
export interface TreeUsage {
  /** Of the processor, in seconds. */
  cpuSeconds: number;
  /** Of memory that is in RAM now. */
  residentBytes: number;
}

/** Reads from /proc what a process and its descendants use. Undefined where there is no /proc. */
export async function treeUsage(root: number): Promise<TreeUsage | undefined> {
  const entries = await readdir('/proc').catch(() => []);
  const stats = await Promise.all(
    entries.filter(name => /^\d+$/.test(name)).map(readStat),
  );
  const processes = new Map(
    stats.flatMap(stat => (stat ? [[stat.pid, stat] as const] : [])),
  );
  const own = [...processes.values()].filter(({ pid }) =>
    descendsFrom(pid, root, processes),
  );
  return own.length === 0
    ? undefined
    : {
        cpuSeconds: sum(own.map(({ ticks }) => ticks)) / ticksPerSecond,
        residentBytes: sum(own.map(({ pages }) => pages)) * pageBytes,
      };
}

interface Stat {
  pid: number;
  parent: number;
  ticks: number;
  pages: number;
}

/** Source: proc_pid_stat(5). Fields after the program's name, which is in parentheses, are counted from 3. */
async function readStat(pid: string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return text === ''
    ? undefined
    : {
        pid: Number(pid),
        parent: field(4),
        ticks: field(14) + field(15),
        pages: field(24),
      };
}

function descendsFrom(
  pid: number,
  root: number,
  processes: ReadonlyMap<number, Stat>,
): boolean {
  for (let next = processes.get(pid); next; next = processes.get(next.parent)) {
    if (next.pid === root) {
      return true;
    }
  }
  return false;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
