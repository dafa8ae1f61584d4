import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onFreePort } from '../../onFreePort';

/** A request to redeem an AccessToken. */
export interface RedemptionRequest {
  /** Uid of the AccessGrant. */
  grant: string;
  code: string;
  /** Name of the AccessToken, and so of the Link. */
  name: string | undefined;
  /** Uid of the Site that asks. */
  subject: string | undefined;
}

/** What a redemption is answered with: a Secret and Links as YAML documents, or why not. */
export type RedemptionAnswer =
  | { status: 200; documents: string }
  | { status: number; problem: string };

/** Answers one request. */
export type Redeem = (request: RedemptionRequest) => Promise<RedemptionAnswer>;

const longestBody = 64 * 1024;

/** The port on which Skupper's grant server listens. */
const grantPort = 9090;

/**
 * The HTTPS server at which other sites redeem AccessTokens: they send a grant's code to its URL and get what links
 * them with this site.
 */
export class GrantServer {
  private readonly server: Server;
  private redeem: Redeem | undefined;

  private constructor() {
    this.server = createServer(
      { minVersion: 'TLSv1.2' },
      (request, response) => {
        this.answer(request, response).catch(() => {
          response.writeHead(500).end('Internal error\n');
        });
      },
    );
  }

  /** Listens on loopback, on Skupper's port for it, or on any free one when that is taken. */
  static async start(): Promise<GrantServer> {
    return onFreePort(grantPort, async port => {
      const server = new GrantServer();
      server.server.listen({ host: '127.0.0.1', port: port ?? 0 });
      await once(server.server, 'listening');
      return server;
    });
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** From now on requests are answered, with this certificate. */
  serve(options: {
    certificatePem: string;
    privateKeyPem: string;
    redeem: Redeem;
  }): void {
    this.server.setSecureContext({
      cert: options.certificatePem,
      key: options.privateKeyPem,
    });
    this.redeem = options.redeem;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method !== 'POST') {
      refuse(response, 405, 'Only POST is supported');
      return;
    }
    const code = await readBody(request);
    if (code === undefined || !this.redeem) {
      refuse(response, 400, 'Request body not valid');
      return;
    }
    const result = await this.redeem({
      grant: (request.url ?? '').split('/').join(''),
      code,
      name: header(request, 'name'),
      subject: header(request, 'subject'),
    });
    if ('documents' in result) {
      response.writeHead(200).end(result.documents);
    } else {
      refuse(response, result.status, result.problem);
    }
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    .end(`${text}\n`);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > longestBody) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
