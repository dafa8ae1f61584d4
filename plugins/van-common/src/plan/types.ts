import type { Placement } from '../placement/types';

/**
 * `RULE_MATCHES_NOTHING`: a rule has no application or no cluster. `UNKNOWN_TAG`: nothing carries a tag that a rule
 * asks for.
 *
 * @public
 */
export type PlanWarningCode = 'RULE_MATCHES_NOTHING' | 'UNKNOWN_TAG';

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
