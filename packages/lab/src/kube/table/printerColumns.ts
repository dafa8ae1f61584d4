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

function toCell(
  column: PrinterColumn,
  object: KubeObject,
  now: Date,
): TableCell {
  const values = jsonPathValues(object, column.jsonPath);
  if (values.length === 0) {
    return null;
  }
  const [value] = values;
  switch (column.type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? age(value, now) : null;
    default: {
      const texts = values.map(item =>
        typeof item === 'object' ? JSON.stringify(item) : String(item),
      );
      return texts.join(' ');
    }
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
      description: column.description ?? '',
      priority: column.priority ?? 0,
      cell: (object: KubeObject, now: Date) => toCell(column, object, now),
    })),
  ];
}
