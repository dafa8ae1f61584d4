import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * How to start the portal's backend as a child process.
 *
 * @internal
 */
export interface PortalCommand {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/**
 * The command that runs `packages/backend` from its sources on a lab, with the pages that were built before.
 *
 * @internal
 */
export function portalCommand(options: {
  /** The repository's root. */
  root: string;
  /** The lab's own configuration: fleet repository, hub, credentials. */
  labConfigPath: string;
  port: number;
}): PortalCommand {
  const { root, labConfigPath, port } = options;
  const url = portalUrl(port);
  return {
    command: process.execPath,
    args: [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(root, 'packages/backend/src/index.ts'),
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      labConfigPath,
    ],
    // Relative paths of the configuration are meant from here.
    cwd: join(root, 'packages/backend'),
    env: {
      ...process.env,
      // Guests may sign in here only: the backend refuses them in production.
      NODE_ENV: 'development',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      APP_CONFIG_app_baseUrl: JSON.stringify(url),
      APP_CONFIG_backend_baseUrl: JSON.stringify(url),
      APP_CONFIG_backend_listen_port: JSON.stringify(port),
      APP_CONFIG_backend_cors_origin: JSON.stringify(url),
    },
  };
}

/** @internal */
export function portalUrl(port: number): string {
  return `http://localhost:${port}`;
}

/**
 * Resolves when the portal answers that it is ready; rejects when the signal is aborted first.
 *
 * @internal
 */
export async function portalReady(options: {
  port: number;
  signal: AbortSignal;
}): Promise<void> {
  const url = `http://127.0.0.1:${options.port}/.backstage/health/v1/readiness`;
  for (;;) {
    const ready = await fetch(url, { signal: options.signal }).then(
      answer => answer.ok,
      () => false,
    );
    if (ready) {
      return;
    }
    await delay(250, undefined, { signal: options.signal });
  }
}
