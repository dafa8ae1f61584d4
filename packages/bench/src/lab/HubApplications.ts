import { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { ServerClient } from '../servers/ServerClient';

const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';

const tableSchema = z.object({
  rows: z.array(z.object({ cells: z.array(z.unknown()) })).nullable(),
});

/** The Applications of one hub, as kubectl sees them. */
export class HubApplications {
  readonly client: ServerClient;

  private constructor(client: ServerClient) {
    this.client = client;
  }

  static async open(kubeConfigPath: string): Promise<HubApplications> {
    const config = new KubeConfig();
    config.loadFromFile(kubeConfigPath);
    return new HubApplications(await ServerClient.create(config));
  }

  /** How many are there, and how many of them are Synced and Healthy. Asks for a table, which is short. */
  async count(): Promise<{ all: number; settled: number }> {
    const answer = await this.client.call(path, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    const rows = tableSchema.parse(JSON.parse(answer.toString('utf8'))).rows;
    return {
      all: rows?.length ?? 0,
      settled: (rows ?? []).filter(
        ({ cells }) => cells.includes('Synced') && cells.includes('Healthy'),
      ).length,
    };
  }

  /** Bytes of the list of all. */
  async list(): Promise<number> {
    return (await this.client.call(`${path}?limit=0`)).length;
  }
}
