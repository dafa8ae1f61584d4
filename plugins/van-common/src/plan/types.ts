import type { Placement } from '../placement/types';

/**
 * - `RULE_MATCHES_NOTHING`: a rule has no application or no cluster.
 * - `UNKNOWN_TAG`: nothing carries a tag that a rule asks for.
 * - `SHADOWED_RULE`: all that a rule does other rules do as well.
 * - `MASS_REMOVAL`: more placements leave than the network's policy lets pass in silence.
 * - `NAMESPACE_COLLISION`: two applications share a namespace on a cluster.
 * - `TARGETS_HUB`: an application arrives on the hub by a rule that does not name the hub.
 * - `UNREACHABLE_TARGET`: a cluster that changes cannot be reached now.
 *
 * @public
 */
export type PlanWarningCode =
  | 'RULE_MATCHES_NOTHING'
  | 'UNKNOWN_TAG'
  | 'SHADOWED_RULE'
  | 'MASS_REMOVAL'
  | 'NAMESPACE_COLLISION'
  | 'TARGETS_HUB'
  | 'UNREACHABLE_TARGET';

/**
 * Something in a plan that a person should know before going on.
 *
 * @public
 */
export interface PlanWarning {
  code: PlanWarningCode;
  /** What it is about, for example the rule's name. */
  subject: string;
  /** What, and why. */
  message: string;
  /** What to do. */
  hint?: string;
}

/**
 * - `CONFLICTING_OVERRIDES`: two overrides of the same priority set the same thing differently.
 * - `UNKNOWN_VARIABLE`: a source refers to a variable that the cluster does not have.
 * - `UNKNOWN_SOURCE`: an override is for a source that the application does not have.
 * - `NAME_TAKEN`: an Argo CD Application of that name runs already that Vanstage does not manage; it would be overwritten.
 *
 * @public
 */
export type PlanErrorCode =
  | 'CONFLICTING_OVERRIDES'
  | 'UNKNOWN_VARIABLE'
  | 'UNKNOWN_SOURCE'
  | 'NAME_TAKEN';

/**
 * Why a change cannot be made.
 *
 * @public
 */
export interface PlanError {
  code: PlanErrorCode;
  /** What it is about, for example the application's name. */
  subject: string;
  /** What, and why. */
  message: string;
  /** What to do. */
  hint?: string;
}

/**
 * One cluster or application that stays where it is but is not as before.
 *
 * @public
 */
export interface PlanChange {
  application: string;
  cluster: string;
  /** What differs, in words: `revision main → v2`, `also by rule retail-eu`. */
  differences: string[];
}

/**
 * What a change does: the comparison of two fleets.
 *
 * @public
 */
export interface Plan {
  network: string;
  added: Placement[];
  removed: Placement[];
  changed: PlanChange[];
  /** Placements that stay as they are. */
  unchangedCount: number;
  /** Any of them blocks the change. */
  errors: PlanError[];
  warnings: PlanWarning[];
  /** Hash of added, removed and changed: equal digests mean the same plan. */
  digest: string;
}

/**
 * A change that a person asks for, before it is written as files.
 *
 * @public
 */
export interface CreateApplicationChange {
  kind: 'application.create';
  application: {
    name: string;
    description?: string;
    owner?: string;
    tags: string[];
    source: { repoURL: string; path: string; targetRevision: string };
    namespace: string;
  };
  /** Absent: existing rules decide where it goes. */
  rule?: {
    name: string;
    description?: string;
    /** Tags of which an application must have one. */
    applicationTags: string[];
    /** Tags of which a cluster must have one. */
    clusterTags: string[];
  };
}

/**
 * Any change that a person can ask for.
 *
 * @public
 */
export type FleetChange = CreateApplicationChange;
