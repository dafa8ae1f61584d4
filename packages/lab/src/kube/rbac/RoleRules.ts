import { z } from 'zod';
import { KubeObject } from '../kubeObject';
import {
  isResourceRequest,
  PathRequest,
  ResourceRequest,
} from '../requestInfo';
import { ResourceRegistry, ServedResource } from '../ResourceRegistry';
import { isAllowedBy, PolicyRule, policyRuleSchema } from './policyRule';

const group = 'rbac.authorization.k8s.io';

const bindingSchema = z.looseObject({
  roleRef: z.looseObject({ kind: z.string(), name: z.string() }),
  subjects: z
    .array(
      z.looseObject({
        kind: z.string(),
        name: z.string(),
      }),
    )
    .default([]),
});

type Binding = z.infer<typeof bindingSchema>;

/** Who is bound to roles. */
export interface Subject {
  user: string;
  groups: readonly string[];
}

/**
 * What Roles, ClusterRoles and their bindings allow.
 *
 * @internal
 */
export class RoleRules {
  readonly #clusterRoles: ServedResource;
  readonly #clusterRoleBindings: ServedResource;
  readonly #roles: ServedResource;
  readonly #roleBindings: ServedResource;

  constructor(registry: ResourceRegistry) {
    this.#clusterRoles = registry.builtin(group, 'clusterroles');
    this.#clusterRoleBindings = registry.builtin(group, 'clusterrolebindings');
    this.#roles = registry.builtin(group, 'roles');
    this.#roleBindings = registry.builtin(group, 'rolebindings');
  }

  /** Whether any rule allows it; `problems` are the bindings to roles that are not there. */
  ask(
    subject: Subject,
    info: ResourceRequest | PathRequest,
  ): { isAllowed: boolean; problems: string[] } {
    const problems: string[] = [];
    const namespace = isResourceRequest(info) ? info.namespace : undefined;
    for (const { binding, scope } of this.#bindings(namespace)) {
      if (isBound(binding, subject)) {
        const rules = this.#rulesOf(binding, scope);
        if (!rules) {
          const { kind, name } = binding.roleRef;
          problems.push(`${kind.toLowerCase()}.${group} "${name}" not found`);
        } else if (rules.some(rule => isAllowedBy(rule, info))) {
          return { isAllowed: true, problems: [] };
        }
      }
    }
    return { isAllowed: false, problems };
  }

  *#bindings(
    namespace: string | undefined,
  ): Generator<{ binding: Binding; scope: string | undefined }> {
    for (const { object } of this.#clusterRoleBindings.store.list({
      prefix: '',
    })) {
      yield* readBinding(object, undefined);
    }
    if (namespace) {
      for (const { object } of this.#roleBindings.store.list({
        prefix: `${namespace}/`,
      })) {
        yield* readBinding(object, namespace);
      }
    }
  }

  #rulesOf(
    { roleRef }: Binding,
    scope: string | undefined,
  ): PolicyRule[] | undefined {
    const stored =
      roleRef.kind === 'Role'
        ? this.#roles.store.get(`${scope}/${roleRef.name}`)
        : this.#clusterRoles.store.get(roleRef.name);
    return (
      stored &&
      z.array(policyRuleSchema).safeParse(stored.object.rules ?? []).data
    );
  }
}

function* readBinding(object: KubeObject, scope: string | undefined) {
  const parsed = bindingSchema.safeParse(object);
  if (parsed.success) {
    yield { binding: parsed.data, scope };
  }
}

function isBound({ subjects }: Binding, { user, groups }: Subject): boolean {
  return subjects.some(
    ({ kind, name }) =>
      (kind === 'User' && name === user) ||
      (kind === 'Group' && groups.includes(name)),
  );
}
