import { definitionErrors } from './customResourceDefinitions';
import {
  isJsonObject,
  KubeObject,
  listAt,
  objectAt,
  textAt,
} from './kubeObject';
import { FieldError } from './status';

type Validator = (object: KubeObject) => FieldError[];

function required(field: string): FieldError {
  return { type: 'required', field, message: 'Required value' };
}

function podSpecErrors(spec: unknown, path: string): FieldError[] {
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

function workloadErrors(object: KubeObject): FieldError[] {
  const template = objectAt(object, 'spec', 'template');
  const errors = podSpecErrors(
    objectAt(template, 'spec'),
    'spec.template.spec',
  );
  const selector = objectAt(object, 'spec').selector;
  if (!isJsonObject(selector)) {
    return [required('spec.selector'), ...errors];
  }
  const labels = objectAt(template, 'metadata', 'labels');
  const wanted = Object.entries(objectAt(selector, 'matchLabels'));
  if (wanted.some(([key, value]) => labels[key] !== value)) {
    errors.push({
      type: 'invalid',
      field: 'spec.template.metadata.labels',
      message: `Invalid value: ${JSON.stringify(
        labels,
      )}: \`selector\` does not match template \`labels\``,
    });
  }
  return errors;
}

function serviceErrors(service: KubeObject): FieldError[] {
  const type = textAt(service, 'spec', 'type');
  const isHeadless = textAt(service, 'spec', 'clusterIP') === 'None';
  return listAt(service, 'spec', 'ports').length === 0 &&
    type !== 'ExternalName' &&
    !isHeadless
    ? [required('spec.ports')]
    : [];
}

function dataKeyErrors(object: KubeObject): FieldError[] {
  return Object.keys(objectAt(object, 'data'))
    .filter(key => !/^[-._a-zA-Z0-9]+$/.test(key))
    .map(key => ({
      type: 'invalid' as const,
      field: `data[${key}]`,
      message: `Invalid value: "${key}": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
    }));
}

const dataLimitBytes = 1024 * 1024;

function dataSizeErrors(object: KubeObject, field: string): FieldError[] {
  let size = 0;
  for (const value of Object.values(objectAt(object, 'data'))) {
    size += Buffer.byteLength(String(value));
  }
  for (const value of Object.values(objectAt(object, 'binaryData'))) {
    size += Buffer.byteLength(String(value), 'base64');
  }
  return size > dataLimitBytes
    ? [
        {
          type: 'tooLong',
          field,
          message: `Too long: may not be more than ${dataLimitBytes} bytes`,
        },
      ]
    : [];
}

/** A real server names no field when a ConfigMap is too large. */
function configMapErrors(configMap: KubeObject): FieldError[] {
  return [...dataKeyErrors(configMap), ...dataSizeErrors(configMap, '[]')];
}

function secretErrors(secret: KubeObject): FieldError[] {
  return [...dataKeyErrors(secret), ...dataSizeErrors(secret, 'data')];
}

const validators: Record<string, Validator> = {
  ConfigMap: configMapErrors,
  CustomResourceDefinition: definitionErrors,
  DaemonSet: workloadErrors,
  Deployment: workloadErrors,
  Pod: pod => podSpecErrors(objectAt(pod, 'spec'), 'spec'),
  ReplicaSet: workloadErrors,
  Secret: secretErrors,
  Service: serviceErrors,
  StatefulSet: workloadErrors,
};

/** The most usual checks of a built-in kind. */
export function validationOf(kind: string): Validator | undefined {
  return validators[kind];
}
