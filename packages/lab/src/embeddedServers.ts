import { ApplicationController, ApplicationSetController } from './argo';
import { KubeApiServer } from './kube';
import type { LabServers } from './LabServers';

/** API servers and Argo CD as parts of this process. */
export const embeddedServers: LabServers = {
  haveControllers: false,

  startServer({ version, tokens, ...options }) {
    return KubeApiServer.start({
      ...options,
      tokens: [...tokens],
      gitVersion: version,
    });
  },

  async startArgo({ hub, stops, ...options }) {
    const client = await hub.client('argocd');
    const sets = await ApplicationSetController.start({ client, ...options });
    stops.push(() => sets.stop());
    const applications = await ApplicationController.start({
      client,
      ...options,
    });
    stops.push(() => applications.stop());
  },
};
