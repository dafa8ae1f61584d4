import { screen } from '@testing-library/react';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { Entity } from '@backstage/catalog-model';
import vanPlugin from '..';
import { SampleVanApi } from '../../dev/SampleVanApi';
import { vanApiRef } from '../api';
import { isVanClusterEntity } from './isVanClusterEntity';

const paris: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'acme-paris',
    annotations: {
      'vanstage.io/network': 'acme',
      'vanstage.io/cluster': 'paris',
    },
  },
  spec: { type: 'kubernetes-cluster' },
};

const others: [string, Entity][] = [
  [
    'a cluster without the annotations',
    { ...paris, metadata: { name: 'elsewhere' } },
  ],
  ['another resource', { ...paris, spec: { type: 'database' } }],
  ['a component', { ...paris, kind: 'Component' }],
];

type EntityExtension = 'entity-card:van/cluster' | 'entity-content:van/cluster';

function renderEntity(entity: Entity, extension: EntityExtension) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      vanPlugin.getExtension('page:van'),
      vanPlugin.getExtension(extension),
    ],
    apis: [[vanApiRef, new SampleVanApi()]],
  });
}

describe('clusterCard', () => {
  it('shows the state of the cluster that the entity stands for', async () => {
    renderEntity(paris, 'entity-card:van/cluster');
    expect(
      await screen.findByText('paris answers through the VAN.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'acme' })).toHaveAttribute(
      'href',
      '/van/acme/clusters/paris',
    );
    expect(isVanClusterEntity(paris)).toBe(true);
  });

  it.each(others)('does not appear for %s', async (_, entity) => {
    renderEntity(entity, 'entity-card:van/cluster');
    await Promise.resolve();
    expect(
      screen.queryByText('Virtual application network'),
    ).not.toBeInTheDocument();
    expect(isVanClusterEntity(entity)).toBe(false);
  });
});

describe('clusterContent', () => {
  it('shows what runs on the cluster and why', async () => {
    renderEntity(paris, 'entity-content:van/cluster');
    expect(
      await screen.findByRole('link', { name: 'checkout' }),
    ).toBeInTheDocument();
  });
});
