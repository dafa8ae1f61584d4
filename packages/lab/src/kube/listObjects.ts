import { encodeContinue } from './continueToken';
import { Encoder } from './encoding/Encoder';
import { parseFilter, parseListRequest } from './listOptions';
import { ServedResource } from './ResourceRegistry';
import { RevisionClock, StoredObject } from './ResourceStore';

/** The key right after this one: where a list goes on that ended with it. */
function after(key: string): string {
  return `${key}\u0000`;
}

/** Answers a list: the wanted page, in the encoder's form. */
export function listObjects(options: {
  served: ServedResource;
  clock: RevisionClock;
  query: URLSearchParams;
  namespace: string | undefined;
  encoder: Encoder;
}): Buffer {
  const { served, clock, query, namespace, encoder } = options;
  const filter = parseFilter(query, served.definition);
  const page = parseListRequest(query, { served, clock, namespace });
  const revision = page.revision ?? clock.current;
  const items: StoredObject[] = [];
  let remaining = 0;
  const states = served.store.list({
    prefix: namespace ? `${namespace}/` : '',
    from: page.start,
    revision,
  });
  for (const stored of states) {
    if (page.limit > 0 && items.length >= page.limit) {
      remaining += 1;
      if (filter) {
        break;
      }
    } else if (!filter || filter(stored.object)) {
      items.push(stored);
    }
  }
  // A page of a selection may be followed by an empty one: nobody looked whether more is selected.
  const isMore = remaining > 0;
  return encoder.list(items, {
    resourceVersion: String(revision),
    continue: isMore
      ? encodeContinue(
          { revision, start: after(items[items.length - 1].key) },
          namespace,
        )
      : undefined,
    remainingItemCount: filter || !isMore ? undefined : remaining,
  });
}
