import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import type { SetupServer } from 'msw/node';
import { FleetRepository } from '../FleetRepository';

export const token = 'the-secret-token';

interface Answer {
  status?: number;
  body?: JsonBodyType;
  headers?: Record<string, string>;
}

/** Answers as GitHub does to what a test foresees, and remembers what it was asked. */
export class FakeGithub {
  readonly requests: { call: string; headers: Headers; body: unknown }[] = [];
  readonly logger = mockServices.logger.mock();

  constructor(
    private readonly server: SetupServer,
    private readonly host = 'github.example.com',
  ) {}

  get calls(): string[] {
    return this.requests.map(({ call }) => call);
  }

  get api(): string {
    return this.host === 'github.com'
      ? 'https://api.github.com'
      : `https://${this.host}/api/v3`;
  }

  repository(): FleetRepository {
    const config = new ConfigReader({
      van: { fleet: { url: `https://${this.host}/acme/fleet` } },
      integrations: {
        github: [{ host: this.host, apiBaseUrl: this.api, token }],
      },
    });
    return FleetRepository.fromConfig(config, { logger: this.logger });
  }

  /** Foresees a call, e.g. `GET /git/commits/123`; the last answer is given again and again. */
  on(
    call: string,
    ...answers: (Answer | ((request: Request) => Response))[]
  ): this {
    const [method, path] = call.split(' ');
    const [first, ...later] = answers;
    let answer = first;
    const remaining = [...later];
    this.server.use(
      http.all(`${this.api}/repos/acme/fleet${path}`, async ({ request }) => {
        if (request.method !== method) {
          return undefined;
        }
        const text = await request.clone().text();
        this.requests.push({
          call,
          headers: request.headers,
          body: text ? JSON.parse(text) : undefined,
        });
        const current = answer;
        answer = remaining.shift() ?? answer;
        if (typeof current === 'function') {
          return current(request);
        }
        const { status, headers, body = {} } = current;
        return HttpResponse.json(body, { status, headers });
      }),
    );
    return this;
  }
}
