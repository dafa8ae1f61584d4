import { z } from 'zod';
import { KubeObject } from '../kubeObject';
import { age } from './age';
import { ageColumn, nameColumn } from './genericColumns';
import { jsonPathValues } from './jsonPath';
import { TableCell, TableColumn } from './TableColumn';

/** One entry of `additionalPrinterColumns` of a CustomResourceDefinition. */
export const printerColumnSchema = z.looseObject({
  name: z.string(),
  type: z.enum(['integer', 'number', 'string', 'boolean', 'date']),
  format: z.string().optional(),
  description: z.string().optional(),
  priority: z.number().optional(),
  jsonPath: z.string(),
});

type PrinterColumn = z.infer<typeof printerColumnSchema>;

/** Only the first value that the path finds is shown, as on a real server. */
function toCell(
  column: PrinterColumn,
  object: KubeObject,
  now: Date,
): TableCell {
  const [value] = jsonPathValues(object, column.jsonPath);
  if (value === undefined) {
    return null;
  }
  switch (column.type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? age(value, now) : null;
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

/** The columns that a version of a custom resource lists: Name and its own, or Name and Age. */
export function printerColumns(
  columns: readonly PrinterColumn[] | undefined,
): readonly TableColumn[] {
  if (!columns || columns.length === 0) {
    return [nameColumn, ageColumn];
  }
  return [
    nameColumn,
    ...columns.map(column => ({
      name: column.name,
      type: column.type,
      format: column.format ?? '',
      description:
        column.description ??
        `Custom resource definition column (in JSONPath format): ${column.jsonPath}`,
      priority: column.priority ?? 0,
      cell: (object: KubeObject, now: Date) => toCell(column, object, now),
    })),
  ];
}
