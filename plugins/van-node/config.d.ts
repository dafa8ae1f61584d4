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
    };
  };
}
