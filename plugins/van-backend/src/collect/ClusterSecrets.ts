import { InputError } from '@backstage/errors';
import {
  ClusterCredential,
  parseClusterSecret,
  type InformerHandler,
} from '@vanstage/backstage-plugin-van-node';
import { parseServer } from '../join/parseServer';
import { IN_CLUSTER, type HubStore } from '../store/VanStore';
import { compareText } from '../store/contentHash';
import type { ClusterSecretRow } from '../store/rows';
import { projectClusterSecret } from './projectClusterSecret';

/**
 * What is kept of a cluster Secret, in memory; the row alone is stored.
 *
 * @internal
 */
export interface KnownSecret {
  row: ClusterSecretRow;
  /** Absent when the portal does not use this Secret. */
  credential?: ClusterCredential;
}

/** @internal */
export interface ClusterSecretsOptions {
  store: Pick<HubStore, 'replace' | 'upsert' | 'remove'>;
  /** How many collections are listed: nothing is replaced before all are. */
  collections: number;
  /** One for each cluster. */
  onCredentials(credentials: ClusterCredential[]): Promise<void>;
  /** A Secret cannot be used to read its cluster. */
  onProblem(problem: string): void;
}

/**
 * The cluster Secrets of several namespaces, stored as one kind.
 *
 * @internal
 */
export class ClusterSecrets {
  private readonly secretsOf = new Map<string, Map<string, KnownSecret>>();

  private constructor(private readonly options: ClusterSecretsOptions) {}

  static create(options: ClusterSecretsOptions): ClusterSecrets {
    return new ClusterSecrets(options);
  }

  /** Drops the credential at once where the portal has no use for it. */
  project(object: unknown, usedBy: ClusterSecretRow['usedBy']): KnownSecret {
    const secret = parseClusterSecret(object);
    const isHub = parseServer(secret.server).kind === 'inCluster';
    if (secret.cluster === IN_CLUSTER && !isHub) {
      throw new InputError(
        `Secret ${secret.namespace}/${secret.name} gives the hub's own name, ${IN_CLUSTER}, to another cluster`,
      );
    }
    const row = projectClusterSecret(secret, usedBy);
    if (usedBy === 'argocd' || isHub) {
      return { row: { ...row, usedBy: 'argocd' } };
    }
    if (secret.credential instanceof ClusterCredential) {
      return { row, credential: secret.credential };
    }
    this.options.onProblem(secret.credential.problem);
    // To be one that the portal uses, it must be one that it can use.
    return { row: { ...row, usedBy: 'argocd' } };
  }

  /** For the informer of one collection. */
  handler(collection: string): InformerHandler<KnownSecret> {
    return {
      onReplace: async secrets => {
        this.secretsOf.set(
          collection,
          new Map(secrets.map(secret => [secret.row.key, secret])),
        );
        if (this.isComplete) {
          await this.options.store.replace(
            'clusterSecret',
            this.all().map(({ row }) => row),
          );
          await this.announce();
        }
      },
      onUpsert: async secret => {
        this.secretsOf.get(collection)?.set(secret.row.key, secret);
        if (this.isComplete) {
          await this.options.store.upsert('clusterSecret', secret.row);
          await this.announce();
        }
      },
      onDelete: async ({ row }) => {
        this.secretsOf.get(collection)?.delete(row.key);
        if (this.isComplete) {
          await this.options.store.remove('clusterSecret', row.key);
          await this.announce();
        }
      },
    };
  }

  private get isComplete(): boolean {
    return this.secretsOf.size === this.options.collections;
  }

  private all(): KnownSecret[] {
    return [...this.secretsOf.values()]
      .flatMap(secrets => [...secrets.values()])
      .sort((a, b) => compareText(a.row.key, b.row.key));
  }

  private async announce(): Promise<void> {
    const credentials = new Map<string, ClusterCredential>();
    for (const { credential } of this.all()) {
      if (credential && !credentials.has(credential.cluster)) {
        credentials.set(credential.cluster, credential);
      }
    }
    await this.options.onCredentials([...credentials.values()]);
  }
}
