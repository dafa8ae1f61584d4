import { webhookCorrections } from './corrections';
import { DescribedSchemas } from './DescribedSchemas';
import { isObject } from './json';

/** Checks what a forge tells webhooks against GitHub's own description, npm's `@octokit/openapi-webhooks`. */
export class DescribedWebhooks {
  private constructor(private readonly schemas: DescribedSchemas) {}

  static load(): DescribedWebhooks {
    return new DescribedWebhooks(
      DescribedSchemas.load(
        '@octokit/openapi-webhooks/generated/ghes-3.19.json',
        webhookCorrections,
      ),
    );
  }

  /** @returns what GitHub would not have sent; `undefined` for nothing */
  problemOf(delivery: {
    headers: Record<string, string | string[] | undefined>;
    payload: unknown;
  }): string | undefined {
    const { headers, payload } = delivery;
    const event = String(headers['x-github-event']).replaceAll('_', '-');
    const action =
      isObject(payload) && typeof payload.action === 'string'
        ? payload.action.replaceAll('_', '-')
        : undefined;
    const name = action === undefined ? event : `${event}-${action}`;
    const place = ['webhooks', name, 'post'];
    const parameters = this.schemas.at(...place, 'parameters');
    if (!Array.isArray(parameters)) {
      return `GitHub describes no webhook ${name}`;
    }
    for (const parameter of parameters) {
      const header = String(parameter.name).toLowerCase();
      if (parameter.required && headers[header] === undefined) {
        return `${name} lacks the header ${parameter.name}`;
      }
    }
    const content = ['requestBody', 'content', 'application/json', 'schema'];
    const problem = this.schemas.problemOf([...place, ...content], payload);
    return problem && `${name}: ${problem}`;
  }
}
