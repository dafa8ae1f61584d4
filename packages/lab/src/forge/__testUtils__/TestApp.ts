import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { generateKeyPairSync, type KeyObject } from 'crypto';
import type { ForgeApp } from '../accounts/types';
import type { TestForge } from './TestForge';

/** A GitHub App as its owner has it: with the private key. */
export class TestApp {
  private constructor(
    readonly registration: ForgeApp,
    readonly privateKey: KeyObject,
  ) {}

  static create(
    permissions: ForgeApp['permissions'] = {
      checks: 'write',
      contents: 'write',
      pull_requests: 'write',
      statuses: 'write',
    },
  ): TestApp {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
    });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    return new TestApp(
      { id: 7, slug: 'vanstage', publicKey: pem, permissions },
      privateKey,
    );
  }

  /** The API as the App itself, or as its installation for an owner. */
  async connect(test: TestForge, owner?: string): Promise<Octokit> {
    const privateKey = this.privateKey
      .export({ type: 'pkcs1', format: 'pem' })
      .toString();
    const connect = (installation: { installationId?: number }) =>
      test.connectWith({
        authStrategy: createAppAuth,
        auth: { appId: this.registration.id, privateKey, ...installation },
      });
    const app = connect({});
    if (owner === undefined) {
      return app;
    }
    const { data } = await app.rest.apps.getOrgInstallation({ org: owner });
    return connect({ installationId: data.id });
  }
}
