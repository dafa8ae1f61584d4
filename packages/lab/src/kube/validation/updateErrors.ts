import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, KubeObject, listAt, valueAt } from '../kubeObject';
import { FieldError } from '../status';
import { invalidValue } from './fieldErrors';

/** What is wrong with a change of an object. */
export type ChangeValidator = (
  next: KubeObject,
  current: KubeObject,
) => FieldError[];

function isChanged(
  next: KubeObject,
  current: KubeObject,
  path: readonly string[],
): boolean {
  return !isDeepStrictEqual(valueAt(next, ...path), valueAt(current, ...path));
}

function constant(...path: string[]): ChangeValidator {
  return (next, current) =>
    isChanged(next, current, path)
      ? [
          invalidValue(
            path.join('.'),
            valueAt(next, ...path),
            'field is immutable',
          ),
        ]
      : [];
}

/** What says of itself that it is immutable keeps its data, and goes on to say so. */
function immutableData(next: KubeObject, current: KubeObject): FieldError[] {
  if (valueAt(current, 'immutable') !== true) {
    return [];
  }
  return ['immutable', 'data', 'binaryData']
    .filter(field => isChanged(next, current, [field]))
    .map(field => ({
      type: 'forbidden' as const,
      field,
      message: 'Forbidden: field is immutable when `immutable` is set',
    }));
}

function secretChanges(next: KubeObject, current: KubeObject): FieldError[] {
  return [...constant('type')(next, current), ...immutableData(next, current)];
}

function roleChanges(next: KubeObject, current: KubeObject): FieldError[] {
  return isChanged(next, current, ['roleRef'])
    ? [invalidValue('roleRef', next.roleRef, 'cannot change roleRef')]
    : [];
}

function withoutImages(containers: readonly unknown[]): unknown[] {
  return containers.map(container => {
    if (!isJsonObject(container)) {
      return container;
    }
    const { image: _image, ...rest } = container;
    return rest;
  });
}

/** The part of a Pod's specification that stays as it was created. */
function fixedSpec(pod: KubeObject): unknown {
  const { spec } = pod;
  if (!isJsonObject(spec)) {
    return spec;
  }
  const {
    activeDeadlineSeconds: _deadline,
    terminationGracePeriodSeconds: _grace,
    tolerations: _tolerations,
    ...rest
  } = spec;
  return {
    ...rest,
    containers: withoutImages(listAt(spec, 'containers')),
    initContainers: withoutImages(listAt(spec, 'initContainers')),
  };
}

function podChanges(next: KubeObject, current: KubeObject): FieldError[] {
  return isDeepStrictEqual(fixedSpec(next), fixedSpec(current))
    ? []
    : [
        {
          type: 'forbidden',
          field: 'spec',
          message:
            'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
        },
      ];
}

const validators: Record<string, ChangeValidator> = {
  ClusterRoleBinding: roleChanges,
  ConfigMap: immutableData,
  DaemonSet: constant('spec', 'selector'),
  Deployment: constant('spec', 'selector'),
  Pod: podChanges,
  ReplicaSet: constant('spec', 'selector'),
  RoleBinding: roleChanges,
  Secret: secretChanges,
};

/** The most usual checks of a change of a built-in kind. */
export function changeValidationOf(kind: string): ChangeValidator | undefined {
  return validators[kind];
}
