import {
  isJsonObject,
  KubeObject,
  listAt,
  objectAt,
  textAt,
} from '../kubeObject';
import { TableCell, TableColumn } from './TableColumn';

type Cell = (object: KubeObject, now: Date) => TableCell;

/** A column that `kubectl get` always shows. */
export function column(
  name: string,
  cell: Cell,
  type: TableColumn['type'] = 'string',
): TableColumn {
  return { name, type, format: '', description: '', priority: 0, cell };
}

/** A column that only `kubectl get -o wide` shows. */
export function wideColumn(name: string, cell: Cell): TableColumn {
  return { ...column(name, cell), priority: 1 };
}

/** The text at a path, or `<none>`. */
export function textOrNone(value: unknown, ...path: string[]): string {
  return textAt(value, ...path) || '<none>';
}

/** Labels as a selector's text, or `<none>`. */
export function labelsText(labels: unknown): string {
  const pairs = isJsonObject(labels)
    ? Object.entries(labels).map(([key, value]) => `${key}=${value}`)
    : [];
  return pairs.sort().join(',') || '<none>';
}

/** A LabelSelector object as text, or `<none>`. */
export function selectorText(selector: unknown): string {
  const expressions = listAt(selector, 'matchExpressions').map(expression => {
    const key = textAt(expression, 'key');
    const values = listAt(expression, 'values').join(',');
    switch (textAt(expression, 'operator')) {
      case 'In':
        return `${key} in (${values})`;
      case 'NotIn':
        return `${key} notin (${values})`;
      case 'Exists':
        return key;
      default:
        return `!${key}`;
    }
  });
  const pairs = Object.entries(objectAt(selector, 'matchLabels'))
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  return [...pairs, ...expressions].join(',') || '<none>';
}

function containerTexts(object: KubeObject, field: string): string {
  return listAt(object, 'spec', 'template', 'spec', 'containers')
    .map(container => textAt(container, field))
    .join(',');
}

/** The wide columns of everything that has a Pod template. */
export const templateColumns: readonly TableColumn[] = [
  wideColumn('Containers', object => containerTexts(object, 'name')),
  wideColumn('Images', object => containerTexts(object, 'image')),
];

/** The wide Selector column of workloads. */
export const selectorColumn: TableColumn = wideColumn('Selector', object =>
  selectorText(objectAt(object, 'spec', 'selector')),
);

/** The entry of `status.conditions` of that type. */
export function conditionOf(object: KubeObject, type: string): unknown {
  return listAt(object, 'status', 'conditions').find(
    condition => textAt(condition, 'type') === type,
  );
}
