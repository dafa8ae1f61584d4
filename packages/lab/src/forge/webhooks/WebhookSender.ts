import { randomBytes, randomUUID } from 'crypto';
import pLimit from 'p-limit';
import type { Actor } from '../accounts/types';
import { numericId } from '../accounts/numericId';
import { enterpriseVersion } from '../api/enterpriseVersion';
import type { View } from '../api/View';
import type { ForgeFaults } from '../faults/ForgeFaults';
import type { ForgeEvent, ForgeEvents } from '../ForgeEvents';
import type { ForgeRepository } from '../ForgeRepository';
import type { Webhook } from '../records/types';
import type { Delivery } from './Delivery';
import { buildPayload } from './payload/buildPayload';
import { sendWebhook } from './sendWebhook';
import { signatureHeaders } from './signatureHeaders';

/** So many of a webhook are kept. */
const keptDeliveries = 100;

type Message = Pick<
  Delivery,
  'guid' | 'event' | 'action' | 'payload' | 'redelivery'
> & { targetId: number };

/**
 * Tells the webhooks of the repositories what happens there.
 *
 * @internal
 */
export class WebhookSender {
  private readonly sent = new Map<number, Delivery[]>();
  private readonly queues = new Map<number, ReturnType<typeof pLimit>>();
  private readonly working = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private nextId = 1;

  constructor(
    private readonly options: {
      view: View;
      faults: ForgeFaults;
      events: ForgeEvents;
    },
  ) {
    options.events.subscribe((repository, event) =>
      this.tell(repository, event),
    );
  }

  /** Adds a webhook, which is pinged at once. */
  async create(
    repository: ForgeRepository,
    options: Omit<Webhook, 'id' | 'createdAt' | 'updatedAt'> & { by: Actor },
  ): Promise<Webhook> {
    const { by, ...settings } = options;
    const now = new Date().toISOString();
    const webhook = await repository.webhooks.add(id => ({
      ...settings,
      id,
      createdAt: now,
      updatedAt: now,
    }));
    repository.emit({ name: 'ping', webhook, by });
    return webhook;
  }

  /** What was delivered, oldest first. */
  deliveries({ id }: Webhook): readonly Delivery[] {
    return this.sent.get(id) ?? [];
  }

  /** Sends the same once more. */
  redeliver(webhook: Webhook, delivery: Delivery): void {
    const { guid, event, action, payload, requestHeaders } = delivery;
    const targetId = Number(
      requestHeaders['X-GitHub-Hook-Installation-Target-ID'],
    );
    const message = { guid, event, action, payload, targetId };
    this.enqueue(webhook, async () =>
      this.send(webhook, { ...message, redelivery: true }),
    );
  }

  /** Waits until everything so far is delivered. */
  async settle(): Promise<void> {
    while (this.working.size > 0) {
      await Promise.all(this.working);
    }
  }

  /** Sends no more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.settle();
  }

  private tell(repository: ForgeRepository, event: ForgeEvent): void {
    const webhooks =
      event.name === 'ping'
        ? [event.webhook]
        : repository.webhooks.list(
            ({ active, events }) =>
              active && (events.includes('*') || events.includes(event.name)),
          );
    for (const webhook of webhooks) {
      this.enqueue(webhook, () => this.deliver(webhook, repository, event));
    }
  }

  /** One after the other for each webhook, so that they come in order. */
  private enqueue(webhook: Webhook, action: () => Promise<void>): void {
    let queue = this.queues.get(webhook.id);
    if (!queue) {
      queue = pLimit(1);
      this.queues.set(webhook.id, queue);
    }
    const work = queue(async () => {
      if (!this.stopping.signal.aborted) {
        await action();
      }
    }).catch(error => {
      process.emitWarning(
        `The webhook to ${webhook.url} was not sent: ${error}`,
      );
    });
    this.working.add(work);
    void work.finally(() => this.working.delete(work));
  }

  private async deliver(
    webhook: Webhook,
    repository: ForgeRepository,
    event: ForgeEvent,
  ): Promise<void> {
    const { faults, view } = this.options;
    const payload = await buildPayload(repository, { event, view });
    const message: Message = {
      guid: randomUUID(),
      event: event.name,
      action: 'action' in event ? event.action : undefined,
      payload,
      redelivery: false,
      targetId: numericId(repository.fullName),
    };
    if (faults.take('webhookLost')) {
      return;
    }
    await this.send(webhook, message);
    if (faults.take('webhookTwice')) {
      await this.send(webhook, message);
    }
    if (faults.take('webhookForged')) {
      const guid = randomUUID();
      const secret = randomBytes(16).toString('hex');
      await this.send({ ...webhook, secret }, { ...message, guid });
    }
  }

  private async send(webhook: Webhook, message: Message): Promise<void> {
    const { url, contentType, secret } = webhook;
    const { targetId, ...delivery } = message;
    const json = JSON.stringify(message.payload);
    const body =
      contentType === 'json'
        ? json
        : new URLSearchParams({ payload: json }).toString();
    const headers = {
      Accept: '*/*',
      'Content-Type':
        contentType === 'json'
          ? 'application/json'
          : 'application/x-www-form-urlencoded',
      'User-Agent': 'GitHub-Hookshot/7f0c3a1',
      'X-GitHub-Delivery': message.guid,
      'X-GitHub-Enterprise-Host': new URL(this.options.view.links.web).host,
      'X-GitHub-Enterprise-Version': enterpriseVersion,
      'X-GitHub-Event': message.event,
      'X-GitHub-Hook-ID': String(webhook.id),
      'X-GitHub-Hook-Installation-Target-ID': String(targetId),
      'X-GitHub-Hook-Installation-Target-Type': 'repository',
      ...signatureHeaders(body, secret),
    };
    const deliveredAt = new Date().toISOString();
    const { signal } = this.stopping;
    const answer = await sendWebhook({ url, headers, body, signal });
    const sent = this.sent.get(webhook.id) ?? [];
    sent.push({
      id: this.nextId++,
      ...delivery,
      url,
      deliveredAt,
      requestHeaders: headers,
      ...answer,
    });
    this.sent.set(webhook.id, sent.slice(-keptDeliveries));
  }
}
