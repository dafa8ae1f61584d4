import { KubeObject, OwnerReference } from '../kubeObject';
import { nameProblem } from '../names';
import { ResourceDefinition } from '../ResourceDefinition';
import { FieldError } from '../status';
import { labelKeyProblems, labelValueProblems } from './labelRules';

const annotationsLimitBytes = 256 * 1024;
const standardFinalizers = new Set([
  'foregroundDeletion',
  'kubernetes',
  'orphan',
]);

function invalidValue(
  field: string,
  value: unknown,
  problem: string,
): FieldError {
  return {
    type: 'invalid',
    field,
    message: `Invalid value: ${JSON.stringify(value)}: ${problem}`,
  };
}

function nameErrors(
  object: KubeObject,
  definition: ResourceDefinition,
): FieldError[] {
  const { name = '', generateName } = object.metadata;
  const errors: FieldError[] = [];
  const prefixProblem =
    generateName && nameProblem(generateName, definition.nameRule, 'prefix');
  if (prefixProblem) {
    errors.push(
      invalidValue('metadata.generateName', generateName, prefixProblem),
    );
  }
  const problem = nameProblem(name, definition.nameRule);
  if (name === '') {
    errors.push({
      type: 'required',
      field: 'metadata.name',
      message: 'Required value: name or generateName is required',
    });
  } else if (problem) {
    errors.push(invalidValue('metadata.name', name, problem));
  }
  return errors;
}

function labelErrors(labels: Record<string, string> = {}): FieldError[] {
  const field = 'metadata.labels';
  return Object.entries(labels).flatMap(([key, value]) => [
    ...labelKeyProblems(key).map(problem => invalidValue(field, key, problem)),
    ...labelValueProblems(value).map(problem =>
      invalidValue(field, value, problem),
    ),
  ]);
}

function annotationErrors(
  annotations: Record<string, string> = {},
): FieldError[] {
  const field = 'metadata.annotations';
  let size = 0;
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(annotations)) {
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
    for (const problem of labelKeyProblems(key.toLowerCase())) {
      errors.push(invalidValue(field, key, problem));
    }
  }
  if (size > annotationsLimitBytes) {
    errors.push({
      type: 'tooLong',
      field,
      message: `Too long: may not be more than ${annotationsLimitBytes} bytes`,
    });
  }
  return errors;
}

function ownerErrors(owners: readonly OwnerReference[] = []): FieldError[] {
  const at = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  for (const owner of owners) {
    if (!owner.apiVersion.split('/').pop()) {
      errors.push(
        invalidValue(
          `${at}.apiVersion`,
          owner.apiVersion,
          'version must not be empty',
        ),
      );
    }
    for (const field of ['kind', 'name', 'uid'] as const) {
      if (owner[field] === '') {
        errors.push(invalidValue(`${at}.${field}`, '', 'must not be empty'));
      }
    }
  }
  const [first, second] = owners.filter(owner => owner.controller);
  if (second) {
    errors.push(
      invalidValue(
        at,
        owners,
        `Only one reference can have Controller set to true. Found "true" in references for ${first.kind}/${first.name} and ${second.kind}/${second.name}`,
      ),
    );
  }
  return errors;
}

function finalizerErrors(
  finalizers: readonly string[] = [],
  definition: ResourceDefinition,
): FieldError[] {
  const field = 'metadata.finalizers';
  const errors = finalizers.flatMap(finalizer =>
    labelKeyProblems(finalizer).map(problem =>
      invalidValue(field, finalizer, problem),
    ),
  );
  if (definition.custom || definition.group === 'apiextensions.k8s.io') {
    return errors;
  }
  for (const [index, finalizer] of finalizers.entries()) {
    if (!finalizer.includes('/') && !standardFinalizers.has(finalizer)) {
      errors.push(
        invalidValue(
          `${field}[${index}]`,
          finalizer,
          'name is neither a standard finalizer name nor is it fully qualified',
        ),
      );
    }
  }
  return errors;
}

/** What is wrong with the metadata of an object that is to be stored, in the API server's words and order. */
export function metadataErrors(
  object: KubeObject,
  definition: ResourceDefinition,
): FieldError[] {
  const { labels, annotations, ownerReferences, finalizers } = object.metadata;
  return [
    ...nameErrors(object, definition),
    ...labelErrors(labels),
    ...annotationErrors(annotations),
    ...ownerErrors(ownerReferences),
    ...finalizerErrors(finalizers, definition),
  ];
}
