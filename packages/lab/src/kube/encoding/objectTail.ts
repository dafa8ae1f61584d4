import { managedEntries } from '../apply/ManagedEntry';
import { treeText } from '../apply/fieldTree';
import { KubeObject } from '../kubeObject';

/** The JSON of the entries; that of their fields is made once for all objects that share it. */
function managedText(object: KubeObject): string {
  return managedEntries(object)
    .map(({ fieldsV1, subresource, ...entry }) => {
      const part = subresource
        ? `,"subresource":${JSON.stringify(subresource)}`
        : '';
      return `${JSON.stringify(entry).slice(0, -1)},"fieldsV1":${treeText(
        fieldsV1,
      )}${part}}`;
    })
    .join(',');
}

/** The JSON of an object without `apiVersion`, `kind` and the opening brace. */
export function objectTail(object: KubeObject): string {
  const {
    apiVersion: _apiVersion,
    kind: _kind,
    metadata: { managedFields, ...metadata },
    ...content
  } = object;
  const head = JSON.stringify(metadata).slice(0, -1);
  const managed = managedFields
    ? `,"managedFields":[${managedText(object)}]`
    : '';
  const rest = JSON.stringify(content).slice(1);
  return `"metadata":${head}${managed}}${rest === '}' ? '' : ','}${rest}`;
}
