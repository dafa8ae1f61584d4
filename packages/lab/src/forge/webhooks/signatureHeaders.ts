import { createHmac } from 'crypto';

/**
 * The headers that prove who sent a webhook:
 * https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 *
 * @internal
 */
export function signatureHeaders(
  body: string,
  secret: string | undefined,
): Record<string, string> {
  if (secret === undefined) {
    return {};
  }
  const sign = (algorithm: 'sha1' | 'sha256') =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  return {
    'X-Hub-Signature': sign('sha1'),
    'X-Hub-Signature-256': sign('sha256'),
  };
}
