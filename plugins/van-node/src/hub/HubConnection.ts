import type { ApiClient } from './ApiClient';
import type { ApiEndpoint } from './ApiEndpoint';
import type { ClusterCredential } from './ClusterCredential';
import type { Dialer } from './Dialer';
import type { HubConfig } from './HubConfig';
import { hubEndpoint } from './hubEndpoint';
import { loadKubeConfig } from './loadKubeConfig';
import { PortForwardDialer } from './PortForwardDialer';
import { ReconnectingApi } from './ReconnectingApi';
import { ServiceDialer } from './ServiceDialer';

/**
 * The way into one network: the hub's API, and through the hub each edge's. There is no other way to an edge.
 *
 * @public
 */
export class HubConnection {
  private constructor(
    readonly network: string,
    private readonly reconnecting: ReconnectingApi,
    private readonly dialer: Dialer,
  ) {}

  /** Does not connect yet. Throws an `InputError` when the kubeconfig cannot be used. */
  static fromConfig(config: HubConfig): HubConnection {
    const name = `hub of network ${config.network}`;
    const kubeConfig = loadKubeConfig(name, config.hub);
    const hub = ReconnectingApi.create(hubEndpoint(name, kubeConfig));
    const dialer =
      config.dialer === 'service'
        ? ServiceDialer.create()
        : PortForwardDialer.create({ hub, kubeConfig });
    return new HubConnection(config.network, hub, dialer);
  }

  /** The hub's API, over one connection that is made again when it was lost. */
  get api(): ApiClient {
    return this.reconnecting;
  }

  /** Where an edge's API is, for `probe` and `ApiConnection.connect`. */
  edge(credential: ClusterCredential): ApiEndpoint {
    const { address } = credential;
    return {
      name: `cluster ${credential.cluster}`,
      authority: new URL(credential.server).host,
      open: options => this.dialer.dial(address, options),
      tls: async () => credential.tls(),
      headers: async () => credential.headers(),
    };
  }

  /** Ends the hub's connection; those to edges belong to who made them. */
  async close(): Promise<void> {
    await this.reconnecting.close();
  }
}
