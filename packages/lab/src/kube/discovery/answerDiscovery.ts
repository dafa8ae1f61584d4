import { createHash } from 'node:crypto';
import { HttpExchange } from '../HttpExchange';
import { ResourceRegistry } from '../ResourceRegistry';
import { aggregatedDiscovery, aggregatedType } from './aggregatedDiscovery';
import { discover } from './discover';

/** Whether the client can read the description of all groups in one answer. */
function acceptsAggregated(exchange: HttpExchange): boolean {
  return (exchange.header('accept') ?? '')
    .split(',')
    .some(type => type.replaceAll(' ', '') === aggregatedType);
}

function sendAggregated(
  exchange: HttpExchange,
  registry: ResourceRegistry,
  root: 'api' | 'apis',
): void {
  const text = JSON.stringify(aggregatedDiscovery(registry, root));
  const tag = `"${createHash('sha512')
    .update(text)
    .digest('hex')
    .toUpperCase()}"`;
  exchange.setHeader('etag', tag);
  exchange.setHeader('vary', 'Accept');
  exchange.setHeader('cache-control', 'public');
  if (exchange.header('if-none-match') === tag) {
    exchange.send(304, '', aggregatedType);
  } else {
    exchange.send(200, text, aggregatedType);
  }
}

/** Answers a request for what the server serves. Gives false for a path that is none of discovery's. */
export function answerDiscovery(
  exchange: HttpExchange,
  registry: ResourceRegistry,
): boolean {
  const path = exchange.url.pathname;
  const [, root] = /^\/(apis?)\/?$/.exec(path) ?? [];
  if ((root === 'api' || root === 'apis') && acceptsAggregated(exchange)) {
    sendAggregated(exchange, registry, root);
    return true;
  }
  const found = discover({
    registry,
    path,
    address: exchange.header('host') ?? exchange.header(':authority') ?? '',
  });
  if (found) {
    exchange.sendJson(200, found);
  }
  return found !== undefined;
}
