/**
 * What a search looks in: a name and its tags, in lower case, a line each.
 *
 * @internal
 */
export function searchText(name: string, tags: Iterable<string>): string {
  return [name, ...new Set(tags)].join('\n').toLowerCase();
}
