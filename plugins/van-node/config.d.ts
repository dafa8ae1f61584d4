import { HumanDuration } from '@backstage/types';

export interface Config {
  van?: {
    /** The Git repository that declares every network: what runs where. */
    fleet?: {
      /**
       * Address of the repository, e.g. `https://github.com/acme/fleet`. Its host must be one of `integrations.github`,
       * where the credentials come from.
       */
      url: string;
      /**
       * Branch that counts as the truth. Default: `main`.
       */
      branch?: string;
      /**
       * How often the branch is asked for its newest commit. The request is conditional: an unchanged branch costs no
       * rate limit. Default: 30 seconds.
       */
      refresh?: HumanDuration | string;
      /**
       * Whether the backend opens a pull request by itself when `rendered/` of the branch is not what the declarations
       * say. Default: true. The network's page says so either way.
       */
      repair?: boolean;
    };
    /** The networks whose hubs the portal reads, by their name in the fleet repository. */
    networks?: {
      [network: string]: {
        /**
         * The hub's API server. Exactly one of `kubeconfig`, `inCluster: true` and `url`. A read-only account is enough:
         * "get", "list" and "watch", and "get" and "create" on pods/portforward for the dialer `portForward`.
         */
        hub: {
          /** Path of a kubeconfig file. */
          kubeconfig?: string;
          /** Context of that file. Default: its current context. */
          context?: string;
          /** The backend runs in the hub and uses its own ServiceAccount. */
          inCluster?: boolean;
          /** Address of the API server, with `token` and `caData`. */
          url?: string;
          /** @visibility secret */
          token?: string;
          /** The CA of the API server's certificate: PEM, in base64. */
          caData?: string;
        };
        /**
         * How Services of the hub are reached, and through them the edges: `service` by name, when the backend runs in the
         * hub; `portForward` through the hub's API, from anywhere else, for tens of edges. Default: `service` with
         * `inCluster`, else `portForward`.
         */
        dialer?: 'service' | 'portForward';
        /**
         * Whose Secrets the portal reads the edges with: `vanstage`, read-only ones of its own, or `argocd`, those that
         * Argo CD deploys with, which are usually those of an admin. Default: `vanstage`.
         */
        credentials?: 'vanstage' | 'argocd';
        /** Namespace of the portal's own Secrets in the hub. Default: `vanstage`. */
        credentialsNamespace?: string;
        /** How often the connections to the hub and to each edge are pinged. Default: 5 seconds. */
        ping?: HumanDuration | string;
      };
    };
  };
}
