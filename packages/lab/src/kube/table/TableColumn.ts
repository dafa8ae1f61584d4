import { KubeObject } from '../kubeObject';

/**
 * A cell of a Table answer.
 *
 * @internal
 */
export type TableCell = string | number | boolean | null;

/**
 * One column of a Table answer. Columns of priority 1 are shown by `kubectl get -o wide` only.
 *
 * @internal
 */
export interface TableColumn {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format: string;
  description: string;
  priority: number;
  cell(object: KubeObject, now: Date): TableCell;
}
