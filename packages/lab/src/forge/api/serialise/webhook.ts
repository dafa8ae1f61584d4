import type { ForgeRepository } from '../../ForgeRepository';
import type { Webhook } from '../../records/types';
import type { Delivery } from '../../webhooks/Delivery';
import type { View } from '../View';
import { seconds } from './seconds';

/** @internal */
export function serialiseWebhook(options: {
  webhook: Webhook;
  repository: ForgeRepository;
  view: View;
  /** The newest one. */
  last: Delivery | undefined;
}) {
  const { webhook, repository, view, last } = options;
  const url = `${view.links.apiOf(repository)}/hooks/${webhook.id}`;
  return {
    type: 'Repository',
    id: webhook.id,
    name: 'web',
    active: webhook.active,
    events: webhook.events,
    config: serialiseConfig(webhook),
    updated_at: seconds(webhook.updatedAt),
    created_at: seconds(webhook.createdAt),
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: {
      code: last?.statusCode ?? null,
      status: last ? lastStatus(last) : 'unused',
      message: last?.status ?? null,
    },
  };
}

/** The secret is never told. */
export function serialiseConfig(webhook: Webhook) {
  return {
    content_type: webhook.contentType,
    ...(webhook.secret !== undefined && { secret: '********' }),
    insecure_ssl: webhook.insecureSsl,
    url: webhook.url,
  };
}

function lastStatus({ statusCode }: Delivery): string {
  return statusCode >= 200 && statusCode < 300 ? 'active' : 'invalid';
}

/** @internal */
export function serialiseDelivery(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: null,
    repository_id: null,
    throttled_at: null,
  };
}

/** @internal */
export function serialiseFullDelivery(delivery: Delivery) {
  return {
    ...serialiseDelivery(delivery),
    url: delivery.url,
    request: {
      headers: delivery.requestHeaders,
      payload: delivery.payload,
    },
    response: {
      headers: delivery.responseHeaders,
      payload: delivery.responseText,
    },
  };
}
