import { createServer, type IncomingHttpHeaders, type Server } from 'http';
import { text } from 'stream/consumers';
import { DescribedWebhooks } from './DescribedWebhooks';

export interface ReceivedWebhook {
  event: string;
  action: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
  payload: Record<string, unknown>;
}

let described: DescribedWebhooks | undefined;

/** Receives webhooks and checks each against GitHub's description. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** How it answers. */
  status = 200;
  private readonly problems: string[] = [];

  private constructor(private readonly server: Server, readonly url: string) {}

  static async start(): Promise<WebhookReceiver> {
    described ??= DescribedWebhooks.load();
    const server = createServer();
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const receiver = new WebhookReceiver(
      server,
      `http://127.0.0.1:${port}/webhook`,
    );
    server.on('request', async (request, response) => {
      receiver.take(request.headers, await text(request));
      response.writeHead(receiver.status).end('received');
    });
    return receiver;
  }

  /** What came, in short: event and action. */
  names(): string[] {
    return this.received.map(({ event, action }) =>
      action === undefined ? event : `${event} ${action}`,
    );
  }

  find(name: string): ReceivedWebhook {
    const index = this.names().indexOf(name);
    if (index < 0) {
      throw new Error(`${name} is not among ${this.names().join(', ')}`);
    }
    return this.received[index];
  }

  /** @throws when GitHub would not have sent one of them */
  requireDescribed(): void {
    if (this.problems.length > 0) {
      throw new Error(this.problems.join('\n'));
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private take(headers: IncomingHttpHeaders, body: string): void {
    const payload = JSON.parse(
      headers['content-type'] === 'application/json'
        ? body
        : new URLSearchParams(body).get('payload') ?? '',
    );
    const problem = described?.problemOf({ headers, payload });
    if (problem !== undefined) {
      this.problems.push(problem);
    }
    const event = String(headers['x-github-event']);
    this.received.push({
      event,
      action: payload.action,
      headers,
      body,
      payload,
    });
  }
}
