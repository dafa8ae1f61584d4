import { isJsonObject } from '../controller';

/** Paths of all fields of a value; what stands in lists counts as one element: `resources[].name`. */
export function fieldPaths(value: unknown, prefix: string = ''): Set<string> {
  const paths = new Set<string>();
  const add = (inner: unknown, path: string) => {
    paths.add(path);
    for (const deeper of fieldPaths(inner, path)) {
      paths.add(deeper);
    }
  };
  if (Array.isArray(value)) {
    for (const item of value) {
      for (const path of fieldPaths(item, `${prefix}[]`)) {
        paths.add(path);
      }
    }
  } else if (isJsonObject(value)) {
    for (const [field, inner] of Object.entries(value)) {
      add(inner, prefix === '' ? field : `${prefix}.${field}`);
    }
  }
  return paths;
}
