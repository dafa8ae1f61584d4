import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { FleetConfig } from './FleetConfig';

const OctokitWithRetries = Octokit.plugin(retry, throttling);

/** @internal */
export type FleetOctokit = InstanceType<typeof OctokitWithRetries>;

/** A person may be waiting: a longer wait becomes an error that says when to come back. In seconds. */
const longestWait = 20;

/** How long one request may take with its whole answer. In milliseconds. */
const longestRequest = 60_000;

/**
 * Makes a client of the GitHub API that holds the fleet repository.
 *
 * @param options - `config` is the root configuration
 * @throws InputError when `integrations.github` does not know the host
 * @internal
 */
export function createFleetOctokit(options: {
  config: Config;
  fleet: FleetConfig;
  logger: LoggerService;
}): FleetOctokit {
  const { config, fleet, logger } = options;
  const integrations = ScmIntegrations.fromConfig(config);
  const integration = integrations.github.byHost(fleet.host);
  if (!integration) {
    throw new InputError(
      `van.fleet.url is on ${fleet.host}, which is not among integrations.github: add an entry with that host and a token or GitHub App`,
    );
  }
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);

  const waitFor =
    (what: string) =>
    (seconds: number, _: object, __: object, retries: number) => {
      const wait = retries < 1 && seconds <= longestWait;
      if (wait) {
        logger.info(
          `${what} of ${fleet.host} is used up, the fleet repository waits ${seconds} seconds`,
        );
      }
      return wait;
    };

  const octokit = new OctokitWithRetries({
    baseUrl: integration.config.apiBaseUrl,
    // Each failure is thrown and told once by whoever asked. Octokit's debug log would show authorization headers.
    log: {
      debug: () => {},
      info: () => {},
      warn: message => logger.warn(message),
      error: () => {},
    },
    request: { fetch: fetchInTime },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 451] },
    throttle: {
      // GitHub asks for a second between two writes. A GitHub Enterprise Server of one's own has no such limits unless
      // its admin switches them on: https://docs.github.com/enterprise-server/rest/using-the-rest-api/rate-limits-for-the-rest-api
      enabled: /(^|\.)(github\.com|ghe\.com)$/.test(fleet.host),
      onRateLimit: waitFor('The rate limit'),
      onSecondaryRateLimit: waitFor('The secondary rate limit'),
    },
  });
  octokit.hook.before('request', async request => {
    // Asked for at each request: the provider renews the tokens of a GitHub App, which live for an hour.
    const { headers } = await credentials.getCredentials({ url: fleet.url });
    if (headers?.Authorization) {
      request.headers.authorization = headers.Authorization;
    }
  });
  return octokit;
}

/** Octokit waits for ever. */
async function fetchInTime(
  url: string,
  options: RequestInit,
): Promise<Response> {
  const signal = AbortSignal.timeout(longestRequest);
  return await fetch(url, { ...options, signal });
}
