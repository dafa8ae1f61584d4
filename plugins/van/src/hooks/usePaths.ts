import { useMemo } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  applicationRouteRef,
  clusterRouteRef,
  networkRouteRef,
  rootRouteRef,
  templateRouteRef,
} from '../routes';

/** The tabs of a network's page. */
export type NetworkTab = 'topology' | 'clusters' | 'applications' | 'rules';

/** Search parameters of a list, as its URL has them. */
export interface ListParameters {
  state?: string[];
  tag?: string[];
  selected?: string;
}

function toSearch(parameters: ListParameters = {}): string {
  const search = new URLSearchParams();
  for (const name of ['state', 'tag'] as const) {
    for (const value of parameters[name] ?? []) {
      search.append(name, value);
    }
  }
  if (parameters.selected) {
    search.set('selected', parameters.selected);
  }
  const text = search.toString();
  return text && `?${text}`;
}

/**
 * Where things are shown in this app.
 */
export function usePaths() {
  const root = useRouteRef(rootRouteRef);
  const network = useRouteRef(networkRouteRef);
  const cluster = useRouteRef(clusterRouteRef);
  const application = useRouteRef(applicationRouteRef);
  const template = useRouteRef(templateRouteRef);

  return useMemo(
    () => ({
      networks: () => root(),
      network: (name: string) => network({ network: name }),
      tab: (name: string, tab: NetworkTab, parameters?: ListParameters) =>
        `${network({ network: name })}/${tab}${toSearch(parameters)}`,
      cluster: (name: string, clusterName: string) =>
        cluster({ network: name, cluster: clusterName }),
      application: (name: string, applicationName: string) =>
        application({ network: name, application: applicationName }),
      /** The form of a template with some answers filled in; undefined in an app without the scaffolder. */
      template: (templateName: string, formData: object) => {
        const path = template?.({ namespace: 'default', templateName });
        return (
          path &&
          `${path}?formData=${encodeURIComponent(JSON.stringify(formData))}`
        );
      },
    }),
    [root, network, cluster, application, template],
  );
}
