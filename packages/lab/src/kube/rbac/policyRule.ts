import { z } from 'zod';
import {
  isResourceRequest,
  PathRequest,
  ResourceRequest,
} from '../requestInfo';

const names = z.array(z.string()).default([]);

/** A rule of a Role or ClusterRole. */
export const policyRuleSchema = z.looseObject({
  verbs: names,
  apiGroups: names,
  resources: names,
  resourceNames: names,
  nonResourceURLs: names,
});

/** A rule of a Role or ClusterRole. */
export type PolicyRule = z.infer<typeof policyRuleSchema>;

function has(values: readonly string[], wanted: string): boolean {
  return values.includes('*') || values.includes(wanted);
}

function hasResource(rule: PolicyRule, request: ResourceRequest): boolean {
  const { resource, subresource } = request;
  return subresource
    ? has(rule.resources, `${resource}/${subresource}`) ||
        rule.resources.includes(`*/${subresource}`)
    : has(rule.resources, resource);
}

function hasPath(rule: PolicyRule, path: string): boolean {
  return rule.nonResourceURLs.some(
    url =>
      url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1))),
  );
}

/** Whether a rule allows what is asked for. */
export function isAllowedBy(
  rule: PolicyRule,
  info: ResourceRequest | PathRequest,
): boolean {
  if (!has(rule.verbs, info.verb)) {
    return false;
  }
  if (!isResourceRequest(info)) {
    return hasPath(rule, info.path);
  }
  return (
    has(rule.apiGroups, info.group) &&
    hasResource(rule, info) &&
    (rule.resourceNames.length === 0 ||
      rule.resourceNames.includes(info.name ?? ''))
  );
}
