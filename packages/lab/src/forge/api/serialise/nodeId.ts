/**
 * GitHub's global identifier of an object.
 *
 * @internal
 */
export function nodeId(type: string, id: string | number): string {
  return Buffer.from(`0${type.length}:${type}${id}`).toString('base64');
}
