import { createHash, randomBytes } from 'crypto';
import { numericId } from './numericId';
import type {
  Actor,
  ForgeApp,
  ForgeUser,
  Installation,
  InstallationGrant,
} from './types';
import { verifyAppToken } from './verifyAppToken';

const hour = 3_600_000;

/**
 * Users and GitHub Apps, and what their tokens let them do.
 *
 * @internal
 */
export class Accounts {
  readonly users: readonly ForgeUser[];
  readonly apps: readonly ForgeApp[];
  private readonly grants = new Map<string, InstallationGrant>();

  constructor(options: {
    users: readonly ForgeUser[];
    apps?: readonly ForgeApp[];
  }) {
    this.users = options.users;
    this.apps = options.apps ?? [];
  }

  findUser(login: string): ForgeUser | undefined {
    return this.users.find(user => sameLogin(user.login, login));
  }

  /** Owners of repositories who are nobody that could sign in are organizations. */
  typeOf(login: string): 'User' | 'Bot' | 'Organization' {
    if (login.endsWith('[bot]')) {
      return 'Bot';
    }
    return this.findUser(login) ? 'User' : 'Organization';
  }

  /** Who holds this token; `undefined` for a token of nobody. */
  ofToken(token: string): Actor | undefined {
    const user = this.users.find(each => each.token === token);
    if (user) {
      return { login: user.login, role: user.role ?? 'write' };
    }
    const grant = this.grants.get(digest(token));
    if (!grant || grant.expiresAt.getTime() < Date.now()) {
      return undefined;
    }
    const { slug } = grant.installation.app;
    return { login: `${slug}[bot]`, role: 'admin', grant };
  }

  /**
   * The App whose JSON web token this is.
   *
   * @throws AppTokenError for any other token
   */
  async appOf(token: string): Promise<ForgeApp> {
    return await verifyAppToken(token, this.apps);
  }

  installation(app: ForgeApp, owner: string): Installation {
    return { id: numericId(`${app.slug}@${owner.toLowerCase()}`), app, owner };
  }

  /** Makes a token that lives for an hour. */
  issueToken(
    options: Omit<InstallationGrant, 'expiresAt'>,
  ): InstallationGrant & { token: string } {
    const token = `ghs_${randomBytes(18).toString('hex')}`;
    const grant = { ...options, expiresAt: new Date(Date.now() + hour) };
    this.grants.set(digest(token), grant);
    return { ...grant, token };
  }

  revokeToken(token: string): void {
    this.grants.delete(digest(token));
  }
}

function sameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
