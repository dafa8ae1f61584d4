/**
 * What someone may do with every repository of the forge.
 *
 * @public
 */
export type Role = 'read' | 'write' | 'admin';

/**
 * Someone who may use the forge.
 *
 * @public
 */
export interface ForgeUser {
  login: string;
  /** Lets in as this user: to the API, and as password when pushing. */
  token: string;
  /** Default: `write`. */
  role?: Role;
}

/**
 * What a GitHub App may be permitted to touch.
 *
 * @public
 */
export type Permission =
  | 'administration'
  | 'checks'
  | 'contents'
  | 'issues'
  | 'metadata'
  | 'pull_requests'
  | 'repository_hooks'
  | 'statuses';

/** @public */
export type Permissions = Partial<Record<Permission, 'read' | 'write'>>;

/**
 * A GitHub App, installed for all repositories of all owners.
 *
 * @public
 */
export interface ForgeApp {
  id: number;
  /** Its own account is `<slug>[bot]`. */
  slug: string;
  /** PEM; whoever holds the private key is the App. */
  publicKey: string;
  permissions: Permissions;
}

/**
 * A GitHub App for one owner's repositories.
 *
 * @internal
 */
export interface Installation {
  id: number;
  app: ForgeApp;
  owner: string;
}

/**
 * What the bearer of an installation token may do.
 *
 * @internal
 */
export interface InstallationGrant {
  installation: Installation;
  permissions: Permissions;
  /** Names; all of the owner's when missing. */
  repositories?: string[];
  expiresAt: Date;
}

/**
 * Who acts.
 *
 * @internal
 */
export interface Actor {
  login: string;
  role: Role;
  /** For a GitHub App only. */
  grant?: InstallationGrant;
}
