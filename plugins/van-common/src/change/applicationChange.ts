import type { CreateApplicationChange } from '../plan/types';

/**
 * What the template "Distribute an application" asks a person for, by the names of its fields.
 *
 * @public
 */
export interface ApplicationChangeInput {
  name: string;
  description?: string;
  owner?: string;
  tags?: string[];
  repoURL: string;
  path: string;
  targetRevision: string;
  namespace: string;
  /** `existingRules`: `rule` is left out of account. `newRule` when absent and `rule` is given. */
  where?: 'newRule' | 'existingRules';
  rule?: {
    /** The application's name when empty. */
    name?: string;
    description?: string;
    /** The application's tags when empty. */
    applicationTags?: string[];
    clusterTags?: string[];
  };
}

/**
 * The change that a filled form stands for. The form's review and the action that opens the pull request both use it, so
 * that they plan the same.
 *
 * @public
 */
export function applicationChange(
  input: ApplicationChangeInput,
): CreateApplicationChange {
  const { name, description, owner, namespace, rule } = input;
  const { repoURL, path, targetRevision } = input;
  const tags = input.tags ?? [];
  const withRule = rule !== undefined && input.where !== 'existingRules';
  return {
    kind: 'application.create',
    application: {
      name,
      description: description || undefined,
      owner: owner || undefined,
      tags,
      source: { repoURL, path, targetRevision },
      namespace,
    },
    rule: withRule
      ? {
          name: rule.name || name,
          description: rule.description || undefined,
          applicationTags: rule.applicationTags?.length
            ? rule.applicationTags
            : tags,
          clusterTags: rule.clusterTags ?? [],
        }
      : undefined,
  };
}
