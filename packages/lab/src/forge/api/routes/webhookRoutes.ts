import { z } from 'zod';
import type { Webhook } from '../../records/types';
import type { Delivery } from '../../webhooks/Delivery';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import {
  serialiseConfig,
  serialiseDelivery,
  serialiseFullDelivery,
  serialiseWebhook,
} from '../serialise/webhook';

const documentation = '/repos/webhooks';
const access: Access = { permission: 'repository_hooks', role: 'admin' };
const configSchema = z.object({
  url: z.string().optional(),
  content_type: z.enum(['json', 'form']).optional(),
  secret: z.string().optional(),
  // GitHub takes a number as well.
  insecure_ssl: z.coerce
    .string()
    .pipe(z.enum(['0', '1']))
    .optional(),
});
const createSchema = z.object({
  name: z.literal('web').optional(),
  config: configSchema,
  events: z.array(z.string()).default(['push']),
  active: z.boolean().default(true),
});
const updateSchema = z.object({
  config: configSchema.optional(),
  events: z.array(z.string()).optional(),
  add_events: z.array(z.string()).default([]),
  remove_events: z.array(z.string()).default([]),
  active: z.boolean().optional(),
});

/**
 * Webhooks of a repository and what was delivered to them.
 *
 * @internal
 */
export function addWebhookRoutes(routes: ApiRoutes): void {
  const { view, webhooks } = routes.context;

  const serialise = (call: ApiCall, webhook: Webhook) => {
    const last = webhooks.deliveries(webhook).at(-1);
    const { repository } = call;
    return serialiseWebhook({ webhook, repository, view, last });
  };
  const deliveryOf = (call: ApiCall): Delivery => {
    const id = Number(call.params.delivery);
    const found = webhooks
      .deliveries(webhookOf(call))
      .find(delivery => delivery.id === id);
    if (!found) {
      throw ApiError.notFound(
        `${documentation}#get-a-delivery-for-a-repository-webhook`,
      );
    }
    return found;
  };
  const replace = async (call: ApiCall, change: Partial<Webhook>) => {
    const updatedAt = new Date().toISOString();
    const webhook = { ...webhookOf(call), ...change, updatedAt };
    return await call.repository.webhooks.replace(webhook);
  };

  routes.repository('GET /hooks', access, call => {
    call.list(call.repository.webhooks.list(), webhook =>
      serialise(call, webhook),
    );
  });

  routes.repository('POST /hooks', access, async call => {
    const { repository, user } = call;
    const { config, events, active } = call.body(createSchema);
    const settings = readConfig(config);
    if (settings.url === undefined) {
      throw invalid('url', 'missing_field');
    }
    const same = repository.webhooks.list(({ url }) => url === settings.url);
    if (same.length > 0) {
      throw ApiError.validation(
        [
          {
            resource: 'Hook',
            code: 'custom',
            message: 'Hook already exists on this repository',
          },
        ],
        `${documentation}#create-a-repository-webhook`,
      );
    }
    const { url } = settings;
    const webhook = await webhooks.create(repository, {
      ...{ contentType: 'form', insecureSsl: '0' },
      ...settings,
      ...{ url, events, active, by: user },
    });
    call.json(serialise(call, webhook), 201);
  });

  routes.repository('GET /hooks/{hook}', access, call => {
    call.json(serialise(call, webhookOf(call)));
  });

  routes.repository('PATCH /hooks/{hook}', access, async call => {
    const body = call.body(updateSchema);
    const before = webhookOf(call);
    const events = [...(body.events ?? before.events), ...body.add_events];
    const webhook = await replace(call, {
      ...readConfig(body.config ?? {}),
      events: [...new Set(events)].filter(
        event => !body.remove_events.includes(event),
      ),
      active: body.active ?? before.active,
    });
    call.json(serialise(call, webhook));
  });

  routes.repository('DELETE /hooks/{hook}', access, async call => {
    await call.repository.webhooks.remove(webhookOf(call).id);
    call.done();
  });

  routes.repository('GET /hooks/{hook}/config', access, call => {
    call.json(serialiseConfig(webhookOf(call)));
  });

  routes.repository('PATCH /hooks/{hook}/config', access, async call => {
    const config = readConfig(call.body(configSchema));
    call.json(serialiseConfig(await replace(call, config)));
  });

  routes.repository('POST /hooks/{hook}/pings', access, call => {
    const { repository, user: by } = call;
    repository.emit({ name: 'ping', webhook: webhookOf(call), by });
    call.done();
  });

  routes.repository('GET /hooks/{hook}/deliveries', access, call => {
    const deliveries = webhooks.deliveries(webhookOf(call));
    call.list([...deliveries].reverse(), serialiseDelivery);
  });

  routes.repository('GET /hooks/{hook}/deliveries/{delivery}', access, call => {
    call.json(serialiseFullDelivery(deliveryOf(call)));
  });

  routes.repository(
    'POST /hooks/{hook}/deliveries/{delivery}/attempts',
    access,
    call => {
      webhooks.redeliver(webhookOf(call), deliveryOf(call));
      call.done(202);
    },
  );
}

function webhookOf(call: ApiCall): Webhook {
  const webhook = call.repository.webhooks.find(Number(call.params.hook));
  if (!webhook) {
    throw ApiError.notFound(`${documentation}#get-a-repository-webhook`);
  }
  return webhook;
}

function readConfig(config: z.infer<typeof configSchema>): Partial<Webhook> {
  const { url, content_type: contentType, secret } = config;
  const { insecure_ssl: insecureSsl } = config;
  if (url !== undefined && !/^https?:$/.test(protocolOf(url))) {
    throw invalid('url', 'invalid');
  }
  return {
    ...(url !== undefined && { url }),
    ...(contentType !== undefined && { contentType }),
    ...(secret !== undefined && { secret: secret || undefined }),
    ...(insecureSsl !== undefined && { insecureSsl }),
  };
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

function invalid(field: string, code: string): ApiError {
  return ApiError.validation(
    [{ resource: 'Hook', code, field }],
    `${documentation}#create-a-repository-webhook`,
  );
}
