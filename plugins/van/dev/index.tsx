import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import vanPlugin, { vanApiRef } from '../src';
import { SampleVanApi } from './SampleVanApi';

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

createDevApp({ features: [vanPlugin, sampleModule, fieldsPlugin] });
