import type { Terminal } from '../output/Terminal';

/** What every command is given. */
export interface CommandContext {
  terminal: Terminal;
  /** Root of the fleet repository. */
  directory: string;
  /** Only this network; all when absent. */
  network?: string;
  /** Whether to write JSON. */
  json: boolean;
}

/** Exit codes, which scripts may rely on. */
export const exitCodes = {
  ok: 0,
  /** The fleet has problems, or what is rendered does not follow. */
  problems: 1,
  /** The command could not do its work. */
  failure: 2,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
