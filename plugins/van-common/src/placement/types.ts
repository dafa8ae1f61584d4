/**
 * Why a rule puts an application on a cluster: the tags, or names, by which each side matched.
 *
 * @public
 */
export interface RuleMatch {
  rule: string;
  /** What of the application matched, for example `['retail']`. */
  applicationMatch: string[];
  /** What of the cluster matched, for example `['region:eu']`. */
  clusterMatch: string[];
}

/**
 * One application on one cluster, with the rules that put it there.
 *
 * @public
 */
export interface Placement {
  application: string;
  cluster: string;
  /** At least one, sorted by the rule's name. */
  why: RuleMatch[];
}
