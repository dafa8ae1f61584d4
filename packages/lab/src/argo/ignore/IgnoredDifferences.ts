import {
  isJsonObject,
  type JsonObject,
  type KubeObject,
} from '../../controller';
import type { IgnoreDifferences } from '../applicationSchema';
import { refOf, type ResourceRef } from '../ResourceRef';
import { jqPaths } from './jqPaths';
import { managedPaths } from './managedPaths';
import { childOf, withoutPaths, withValuesOf, type Path } from './paths';

/** What of a resource an Application tells Argo CD not to compare (`spec.ignoreDifferences`). */
export class IgnoredDifferences {
  private readonly rules: readonly IgnoreDifferences[];
  private readonly live: KubeObject | undefined;

  private constructor(
    rules: readonly IgnoreDifferences[],
    live: KubeObject | undefined,
  ) {
    this.rules = rules;
    this.live = live;
  }

  /** What is to be ignored of one resource; undefined when that is nothing. */
  static of(
    rules: readonly IgnoreDifferences[] | undefined,
    resource: { target: KubeObject; live: KubeObject | undefined },
  ): IgnoredDifferences | undefined {
    const ref = refOf(resource.target);
    const matching = (rules ?? []).filter(rule => matches(rule, ref));
    return matching.length > 0
      ? new IgnoredDifferences(matching, resource.live)
      : undefined;
  }

  /** An object without what is ignored. */
  removeFrom(object: JsonObject): JsonObject {
    return withoutPaths(object, this.pathsIn(object));
  }

  /** The target with what is ignored as it is on the cluster, for the option `RespectIgnoreDifferences`. */
  takeFromLive(target: KubeObject): KubeObject {
    const { live } = this;
    return live
      ? {
          ...target,
          ...withValuesOf(target, live, [
            ...this.pathsIn(live),
            ...this.pathsIn(target),
          ]),
        }
      : target;
  }

  private pathsIn(object: JsonObject): Path[] {
    return this.rules.flatMap(rule => [
      ...(rule.jsonPointers ?? []).flatMap(pointer =>
        pointerPath(pointer, object),
      ),
      ...(rule.jqPathExpressions ?? []).flatMap(expression =>
        jqPaths(expression, object),
      ),
      ...(this.live
        ? managedPaths(this.live, rule.managedFieldsManagers ?? [], object)
        : []),
    ]);
  }
}

function matches(rule: IgnoreDifferences, ref: ResourceRef): boolean {
  const { group = '', kind, name, namespace } = rule;
  return (
    (group === '*' || group === ref.group) &&
    (kind === '*' || kind === ref.kind) &&
    (!name || name === ref.name) &&
    (!namespace || namespace === ref.namespace)
  );
}

function pointerPath(pointer: string, object: JsonObject): Path[] {
  const path: (string | number)[] = [];
  let here: unknown = object;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step: string | number = isJsonObject(here) ? name : Number(name);
    path.push(step);
    here = childOf(here, step);
  }
  return here === undefined ? [] : [path];
}
