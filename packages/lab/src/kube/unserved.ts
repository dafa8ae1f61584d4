import { builtinResources } from './builtinResources';
import { methodNotAllowed, resourceNotFound, StatusError } from './status';

const builtinGroups = new Set([
  'authorization.k8s.io',
  ...builtinResources.map(({ group }) => group),
]);

/** The API group of a path that goes into one of its versions. */
function groupOf(path: string): string | undefined {
  const [root, first, second] = path.split('/').filter(part => part !== '');
  if (root === 'api') {
    return first === undefined ? undefined : '';
  }
  return root === 'apis' && second !== undefined ? first : undefined;
}

/**
 * What a built-in API group answers to a path that it does not have; `undefined` for all other paths, which are no
 * part of the API.
 */
export function builtinGroupRefusal(
  method: string,
  path: string,
): StatusError | undefined {
  const group = groupOf(path);
  if (group === undefined || !builtinGroups.has(group)) {
    return undefined;
  }
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method)
    ? resourceNotFound()
    : methodNotAllowed();
}
