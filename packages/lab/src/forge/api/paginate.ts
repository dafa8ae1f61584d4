const defaultPageSize = 30;
const largestPageSize = 100;

/**
 * One page of a list, and the `Link` header that leads to the others.
 *
 * @param url - of the request, with `page` and `per_page`
 * @internal
 */
export function paginate<T>(
  items: T[],
  url: URL,
): { items: T[]; links: string | undefined } {
  const size = Math.min(
    positive(url.searchParams.get('per_page')) ?? defaultPageSize,
    largestPageSize,
  );
  const page = positive(url.searchParams.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number: number, relation: string) => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    links: links.length > 0 ? links.join(', ') : undefined,
  };
}

function positive(value: string | null): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
