import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { useParams } from 'react-router-dom';
import { Container, Text } from '@backstage/ui';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createDevApp } from '@backstage/frontend-dev-utils';
import vanPlugin, { vanApiRef } from '../src';
import { SampleVanApi } from './SampleVanApi';

function EntityPage() {
  const { kind, namespace, name } = useParams();
  return (
    <Container>
      <Text>{`${kind}:${namespace}/${name}`}</Text>
    </Container>
  );
}

const sampleModule = createFrontendModule({
  pluginId: 'van',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: vanApiRef,
          deps: {},
          factory: () => new SampleVanApi(),
        }),
    }),
  ],
});

const fieldsPlugin = createFrontendPlugin({
  pluginId: 'fields',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/fields',
        loader: () =>
          import('./FieldsPage').then(module => <module.FieldsPage />),
      },
    }),
  ],
});

/** Stands in for the catalog, which owners lead to. */
const entityPlugin = createFrontendPlugin({
  pluginId: 'catalog',
  extensions: [
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <EntityPage />,
      },
    }),
  ],
});

createDevApp({
  features: [vanPlugin, sampleModule, fieldsPlugin, entityPlugin],
});
