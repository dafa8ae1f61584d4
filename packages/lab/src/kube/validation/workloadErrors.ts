import {
  isJsonObject,
  KubeObject,
  listAt,
  objectAt,
  textAt,
  valueAt,
} from '../kubeObject';
import { FieldError } from '../status';
import { invalidValue, required } from './fieldErrors';

/** What is wrong with the specification of a Pod. */
export function podSpecErrors(spec: unknown, path: string): FieldError[] {
  const containers = listAt(spec, 'containers');
  if (containers.length === 0) {
    return [required(`${path}.containers`)];
  }
  return containers.flatMap((container, index) => {
    const at = `${path}.containers[${index}]`;
    return ['name', 'image']
      .filter(field => textAt(container, field) === '')
      .map(field => required(`${at}.${field}`));
  });
}

/** What is wrong with a number of replicas. */
export function replicasErrors(replicas: unknown): FieldError[] {
  return typeof replicas === 'number' && replicas < 0
    ? [
        invalidValue(
          'spec.replicas',
          replicas,
          'must be greater than or equal to 0',
        ),
      ]
    : [];
}

function matches(selector: unknown, labels: { [key: string]: unknown }) {
  return (
    isJsonObject(selector) &&
    Object.entries(objectAt(selector, 'matchLabels')).every(
      ([key, value]) => labels[key] === value,
    )
  );
}

/** What is wrong with an object that makes Pods of a template. */
export function workloadErrors(object: KubeObject): FieldError[] {
  const template = objectAt(object, 'spec', 'template');
  const selector = valueAt(object, 'spec', 'selector');
  const errors = replicasErrors(valueAt(object, 'spec', 'replicas'));
  if (!isJsonObject(selector)) {
    errors.push(required('spec.selector'));
  }
  const labels = objectAt(template, 'metadata', 'labels');
  if (!matches(selector, labels)) {
    errors.push(
      invalidValue(
        'spec.template.metadata.labels',
        Object.keys(labels).length > 0 ? labels : null,
        '`selector` does not match template `labels`',
      ),
    );
  }
  return [
    ...errors,
    ...podSpecErrors(objectAt(template, 'spec'), 'spec.template.spec'),
  ];
}
