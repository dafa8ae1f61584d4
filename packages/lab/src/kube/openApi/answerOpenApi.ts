import { HttpExchange } from '../HttpExchange';
import { notAcceptable } from '../status';
import { OpenApiDocument, OpenApiDocuments } from './OpenApiDocuments';
import { swagger } from './swagger';

const root = '/openapi/v3';

function sendDocument(exchange: HttpExchange, document: OpenApiDocument): void {
  const tag = `"${document.hash}"`;
  exchange.setHeader('etag', tag);
  exchange.setHeader('vary', 'Accept');
  if (exchange.header('if-none-match') === tag) {
    exchange.send(304, '', 'application/json');
  } else {
    exchange.sendJson(200, document.body);
  }
}

/** JSON is the one form that is written; who asks for another one only is refused. */
function requireJson(exchange: HttpExchange): void {
  const accept = exchange.header('accept') ?? '*/*';
  if (!/application\/json|application\/\*|\*\/\*/.test(accept)) {
    throw notAcceptable(['application/json']);
  }
}

/** Answers a request for OpenAPI documents. Gives false where there is none. */
export function answerOpenApi(
  exchange: HttpExchange,
  options: { documents: OpenApiDocuments; gitVersion: string },
): boolean {
  const { documents, gitVersion } = options;
  const path = exchange.url.pathname;
  if (path === root || path === `${root}/`) {
    exchange.send(
      200,
      JSON.stringify(documents.index()),
      'text/plain; charset=utf-8',
    );
    return true;
  }
  const document =
    path === '/openapi/v2'
      ? swagger(documents, gitVersion)
      : documents.document(path.slice(root.length + 1));
  if (!document) {
    return false;
  }
  requireJson(exchange);
  sendDocument(exchange, document);
  return true;
}
