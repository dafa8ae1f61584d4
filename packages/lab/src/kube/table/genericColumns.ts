import { KubeObject, textAt } from '../kubeObject';
import { age } from './age';
import { TableColumn } from './TableColumn';

const nameDescription =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names';
const ageDescription =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata';

/** The Name column that every kind begins with. */
export const nameColumn: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: nameDescription,
  priority: 0,
  cell: (object: KubeObject) => object.metadata.name ?? '',
};

/** The Age column of built-in kinds. */
export const ageColumn: TableColumn = {
  name: 'Age',
  type: 'string',
  format: '',
  description: ageDescription,
  priority: 0,
  cell: (object: KubeObject, now: Date) =>
    age(object.metadata.creationTimestamp, now),
};

/** What is listed of kinds that have no columns of their own. */
export const genericColumns: readonly TableColumn[] = [
  nameColumn,
  {
    name: 'Created At',
    type: 'date',
    format: '',
    description: ageDescription,
    priority: 0,
    cell: (object: KubeObject) =>
      textAt(object, 'metadata', 'creationTimestamp'),
  },
];
