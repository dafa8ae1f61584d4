import { definitionErrors } from '../customResourceDefinitions';
import {
  KubeObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
} from '../kubeObject';
import { FieldError } from '../status';
import { invalidValue, required } from './fieldErrors';
import { podSpecErrors, workloadErrors } from './workloadErrors';

type Validator = (object: KubeObject) => FieldError[];

function portErrors(field: string, port: unknown): FieldError[] {
  return typeof port === 'number' && (port < 1 || port > 65535)
    ? [invalidValue(field, port, 'must be between 1 and 65535, inclusive')]
    : [];
}

function serviceErrors(service: KubeObject): FieldError[] {
  const ports = listAt(service, 'spec', 'ports');
  const needsPorts =
    textAt(service, 'spec', 'type') !== 'ExternalName' &&
    textAt(service, 'spec', 'clusterIP') !== 'None';
  if (ports.length === 0 && needsPorts) {
    return [required('spec.ports')];
  }
  return ports.flatMap((port, index) => {
    const at = `spec.ports[${index}]`;
    return [
      ...portErrors(`${at}.port`, numberAt(port, 'port')),
      ...portErrors(`${at}.targetPort`, valueAt(port, 'targetPort')),
    ];
  });
}

function eventErrors(event: KubeObject): FieldError[] {
  const namespace = textAt(event, 'involvedObject', 'namespace');
  const expected = event.metadata.namespace;
  const isOfCluster = namespace === '' && expected === 'default';
  return namespace === expected || isOfCluster
    ? []
    : [
        invalidValue(
          'involvedObject.namespace',
          namespace,
          'does not match event.namespace',
        ),
      ];
}

function roleErrors(role: KubeObject): FieldError[] {
  return listAt(role, 'rules').flatMap((rule, index) =>
    listAt(rule, 'verbs').length === 0
      ? [
          required(
            `rules[${index}].verbs`,
            'verbs must contain at least one value',
          ),
        ]
      : [],
  );
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
  ClusterRole: roleErrors,
  ConfigMap: configMapErrors,
  CustomResourceDefinition: definitionErrors,
  DaemonSet: workloadErrors,
  Deployment: workloadErrors,
  Event: eventErrors,
  Pod: pod => podSpecErrors(objectAt(pod, 'spec'), 'spec'),
  ReplicaSet: workloadErrors,
  Role: roleErrors,
  Secret: secretErrors,
  Service: serviceErrors,
  StatefulSet: workloadErrors,
};

/** The most usual checks of a built-in kind. */
export function validationOf(kind: string): Validator | undefined {
  return validators[kind];
}
