import { Container } from '@backstage/ui';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { VanNetworkPicker } from '../src/scaffolder/VanNetworkPicker';
import { VanPlanReview } from '../src/scaffolder/VanPlanReview';
import { VanTagPicker } from '../src/scaffolder/VanTagPicker';
import { validatePlanReview } from '../src/scaffolder/validatePlanReview';

/**
 * The scaffolder fields in the scaffolder's form, without a scaffolder.
 */
export function FieldsPage() {
  return (
    <Container>
      <SecretsContextProvider>
        <Stepper
          extensions={[
            { name: 'VanNetworkPicker', component: VanNetworkPicker },
            { name: 'VanTagPicker', component: VanTagPicker },
            {
              name: 'VanPlanReview',
              component: VanPlanReview,
              validation: validatePlanReview,
            },
          ]}
          initialState={{
            name: 'gift-cards',
            repoURL: 'https://github.com/acme/gift-cards',
            path: '.',
            targetRevision: 'main',
            namespace: 'gift-cards',
            where: 'newRule',
          }}
          manifest={{
            title: 'Distribute an application',
            steps: [
              {
                title: 'Application',
                schema: {
                  type: 'object',
                  required: ['network', 'name'],
                  properties: {
                    network: {
                      type: 'string',
                      title: 'Network',
                      'ui:field': 'VanNetworkPicker',
                    },
                    name: { type: 'string', title: 'Name' },
                    tags: {
                      type: 'array',
                      items: { type: 'string' },
                      title: 'Tags',
                      description: 'What the application is for.',
                      'ui:field': 'VanTagPicker',
                    },
                  },
                },
              },
              {
                title: 'Where it goes',
                schema: {
                  type: 'object',
                  properties: {
                    rule: {
                      type: 'object',
                      title: 'Rule',
                      properties: {
                        clusterTags: {
                          type: 'array',
                          items: { type: 'string' },
                          title: 'On clusters tagged',
                          'ui:field': 'VanTagPicker',
                          'ui:options': { of: 'clusters' },
                        },
                      },
                    },
                  },
                },
              },
              {
                title: 'Review',
                schema: {
                  type: 'object',
                  required: ['review'],
                  properties: {
                    review: {
                      type: 'object',
                      title: 'Plan',
                      'ui:field': 'VanPlanReview',
                    },
                  },
                },
              },
            ],
          }}
          onCreate={async () => {}}
        />
      </SecretsContextProvider>
    </Container>
  );
}
