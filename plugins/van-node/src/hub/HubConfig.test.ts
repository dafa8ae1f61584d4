import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { inspect } from 'node:util';
import { readHubConfigs } from './HubConfig';

function read(acme: JsonObject) {
  return readHubConfigs(new ConfigReader({ van: { networks: { acme } } }));
}

describe('readHubConfigs', () => {
  it('has nothing to read where no network is configured', () => {
    expect(readHubConfigs(new ConfigReader({}))).toEqual([]);
  });

  it('reads a kubeconfig and its defaults', () => {
    expect(
      read({ hub: { kubeconfig: '/etc/hub.yaml', context: 'hub' } }),
    ).toEqual([
      {
        network: 'acme',
        hub: { type: 'kubeconfig', path: '/etc/hub.yaml', context: 'hub' },
        dialer: 'portForward',
        credentials: 'vanstage',
        credentialsNamespace: 'vanstage',
        pingMs: 5_000,
      },
    ]);
  });

  it('dials Services directly from inside the hub', () => {
    expect(read({ hub: { inCluster: true } })[0]).toMatchObject({
      hub: { type: 'inCluster' },
      dialer: 'service',
    });
  });

  it('reads a token, which shows nowhere', () => {
    const [config] = read({
      hub: { url: 'https://hub:6443', token: 's3cr3t', caData: 'Y2E=' },
      credentials: 'argocd',
      credentialsNamespace: 'portal',
      ping: { seconds: 2 },
    });

    expect(config).toMatchObject({
      pingMs: 2_000,
      credentials: 'argocd',
      credentialsNamespace: 'portal',
    });
    expect(config.hub.type === 'token' && config.hub.token()).toBe('s3cr3t');
    expect(JSON.stringify(config) + inspect(config)).not.toContain('s3cr3t');
  });

  it.each<[string, JsonObject, string]>([
    ['no hub', {}, "Missing required config value at 'van.networks.acme.hub'"],
    ['no access', { hub: {} }, 'van.networks.acme.hub needs exactly one of'],
    [
      'two ways',
      { hub: { inCluster: true, kubeconfig: '/a' } },
      'van.networks.acme.hub needs exactly one of',
    ],
    [
      'plain http',
      { hub: { url: 'http://hub', token: 'a', caData: 'b' } },
      'van.networks.acme.hub.url must be an https URL',
    ],
    [
      'no CA',
      { hub: { url: 'https://hub', token: 'a' } },
      "Missing required config value at 'van.networks.acme.hub.caData'",
    ],
    [
      'an unknown dialer',
      { hub: { inCluster: true }, dialer: 'pigeon' },
      'van.networks.acme.dialer must be one of service, portForward, not "pigeon"',
    ],
  ])('refuses %s', (_, config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
