import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** @internal */
export const examples: TemplateExample[] = [
  {
    description: 'Run an application on the retail clusters of a network',
    example: stringify({
      steps: [
        {
          id: 'distribute',
          name: 'Open the pull request',
          action: 'van:application:create',
          input: {
            network: 'acme',
            name: 'checkout',
            tags: ['retail'],
            repoURL: 'https://github.com/acme/checkout.git',
            path: 'deploy',
            targetRevision: 'main',
            namespace: 'checkout',
            rule: { clusterTags: ['retail', 'region:eu'] },
          },
        },
      ],
    }),
  },
];
