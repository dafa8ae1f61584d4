import { ApiClient } from '../../kube/__testUtils__/ApiClient';
import { ApiToken } from '../../kube';
import { ClusterServer } from '../../ClusterServer';
import type { RealPortForward } from '../../real/kwokConfiguration';

/** The users that every cluster of the contract tests knows. */
export const contractUsers: readonly ApiToken[] = [
  { token: 'admin-token', user: 'admin', access: 'admin' },
  { token: 'reader-token', user: 'reader', access: 'readOnly' },
  { token: 'nobody-token', user: 'nobody', access: 'none' },
];

/** What a contract test needs of a cluster besides its API. */
export interface ContractServer extends ClusterServer {
  /** Forgets the history of all writes so far, as a compaction of etcd does. */
  compact(): Promise<void> | void;
}

/** How a cluster of a contract test is started. */
export interface ContractClusterOptions {
  name?: string;
  /** Whether something deletes dependents and empties namespaces; the embedded server always does. Default: true. */
  controllers?: boolean;
  /** What port-forwards lead to. */
  portForward?: RealPortForward;
}

/**
 * A cluster under test, with a client for each of its users.
 */
export class ContractCluster {
  readonly server: ContractServer;
  /** May do everything. */
  readonly admin: ApiClient;
  /** May get, list and watch everything and forward ports. */
  readonly reader: ApiClient;
  /** Is known and may do no more than everybody may. */
  readonly nobody: ApiClient;
  /** Sends no token. */
  readonly anonymous: ApiClient;

  constructor(server: ContractServer) {
    this.server = server;
    this.admin = new ApiClient(server, 'admin-token');
    this.reader = new ApiClient(server, 'reader-token');
    this.nobody = new ApiClient(server, 'nobody-token');
    this.anonymous = new ApiClient(server, '');
  }

  /** Forgets the history of all writes so far, as a compaction of etcd does. */
  async compact(): Promise<void> {
    await this.server.compact();
  }

  async stop(): Promise<void> {
    for (const client of [
      this.admin,
      this.reader,
      this.nobody,
      this.anonymous,
    ]) {
      client.close();
    }
    await this.server.stop();
  }
}
