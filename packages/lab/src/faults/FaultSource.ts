/**
 * Something that can go wrong in the lab.
 *
 * @public
 */
export interface FaultKind {
  name: string;
  /** What goes wrong, and what it looks like in real life. */
  imitates: string;
  /** Names of what it can be put on. */
  targets: readonly string[];
  /** What can be given as `name=value`: what each means, with its default. */
  options: Readonly<Record<string, string>>;
}

/**
 * Something that is wrong in the lab now.
 *
 * @public
 */
export interface ActiveFault {
  name: string;
  target: string;
  /** ISO 8601. */
  since: string;
  /** The options that it was put on with. */
  options: Readonly<Record<string, string>>;
}

/**
 * A fault that is asked for; options are texts, as they come from a terminal.
 *
 * @public
 */
export interface FaultRequest {
  name: string;
  target: string;
  options?: Readonly<Record<string, string>>;
}

/** One part of the lab, and what can go wrong with it. */
export interface FaultSource {
  kinds(): readonly FaultKind[];
  active(): readonly ActiveFault[];
  /** Makes it wrong; twice is once, with the options of the second time. */
  set(fault: FaultRequest): Promise<void>;
  /** Makes it well again, whether it was wrong or not. */
  clear(fault: { name: string; target: string }): Promise<void>;
}
