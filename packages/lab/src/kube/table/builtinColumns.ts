import { TableColumn } from './TableColumn';

/** The columns that a real server lists of a built-in kind. */
export function columnsOf(_kind: string): readonly TableColumn[] | undefined {
  return undefined;
}
