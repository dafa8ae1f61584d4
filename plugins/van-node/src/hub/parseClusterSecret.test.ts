import { inspect } from 'node:util';
import { ClusterCredential } from './ClusterCredential';
import { parseClusterSecret } from './parseClusterSecret';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function secret(config: unknown, data: Record<string, string> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'cluster-paris',
      namespace: 'vanstage',
      labels: { 'vanstage.io/secret-type': 'cluster' },
    },
    data: {
      name: base64('paris'),
      server: base64('https://paris-kube-api.van.svc:443'),
      config: base64(
        typeof config === 'string' ? config : JSON.stringify(config),
      ),
      ...data,
    },
  };
}

const config = {
  bearerToken: 's3cr3t',
  tlsClientConfig: {
    serverName: 'kubernetes.default.svc',
    caData: base64('CA PEM'),
  },
};

function credentialOf(value: unknown): ClusterCredential {
  const { credential } = parseClusterSecret(value);
  if (!(credential instanceof ClusterCredential)) {
    throw new Error(credential.problem);
  }
  return credential;
}

describe('parseClusterSecret', () => {
  it('leaves out a user and password that stand in the address', () => {
    const server = 'https://admin:pa55@paris-kube-api.van.svc:443';
    const parsed = parseClusterSecret(
      secret(config, { server: base64(server) }),
    );
    expect(parsed.server).toBe('https://paris-kube-api.van.svc:443');
    expect(inspect(parsed, { depth: 5 })).not.toContain('pa55');
  });

  it.each(['x'.repeat(254), 'paris\u0000'])('refuses the name %j', name => {
    expect(() =>
      parseClusterSecret(secret(config, { name: base64(name) })),
    ).toThrow(/^Secret vanstage\/cluster-paris is not a cluster Secret/);
  });

  it('says that a token cannot be one, and not what it is', () => {
    const { credential } = parseClusterSecret(
      secret({ ...config, bearerToken: 's3cr3t\n' }),
    );
    expect(credential).toEqual({
      problem: expect.stringContaining('The bearerToken of Secret vanstage/'),
    });
    expect(JSON.stringify(credential)).not.toContain('s3cr3t');
  });

  it("reads what a cluster is called, where it is and the portal's credential", () => {
    const parsed = parseClusterSecret(secret(config));

    expect(parsed).toMatchObject({
      namespace: 'vanstage',
      name: 'cluster-paris',
      cluster: 'paris',
      server: 'https://paris-kube-api.van.svc:443',
      labels: { 'vanstage.io/secret-type': 'cluster' },
    });
    const credential = credentialOf(secret(config));
    expect(credential.address).toEqual({
      service: 'paris-kube-api',
      namespace: 'van',
      port: 443,
    });
    expect(credential.tls()).toEqual({
      ca: 'CA PEM',
      servername: 'kubernetes.default.svc',
    });
    expect(credential.headers()).toEqual({ authorization: 'Bearer s3cr3t' });
  });

  it('shows no token, however it is printed', () => {
    const parsed = parseClusterSecret(secret(config));
    const { credential } = parsed;

    for (const shown of [
      JSON.stringify(parsed),
      inspect(parsed, { depth: 9, showHidden: true }),
      String(credential),
      `${Object.entries(credential)}`,
    ]) {
      expect(shown).not.toContain('s3cr3t');
    }
  });

  it('calls a cluster without a name as its server, as Argo CD does', () => {
    expect(
      parseClusterSecret(
        secret(config, { name: '', server: base64('https://a.b.svc/') }),
      ),
    ).toMatchObject({ cluster: 'https://a.b.svc', server: 'https://a.b.svc' });
  });

  it.each([
    [
      'no verification',
      { ...config, tlsClientConfig: { insecure: true } },
      /insecure.*refused/,
    ],
    ['no CA', { ...config, tlsClientConfig: {} }, /no tlsClientConfig.caData/],
    ['no token', { tlsClientConfig: config.tlsClientConfig }, /no bearerToken/],
    ['a config that is no JSON', 'hello', /data.config .* is not valid/],
  ])('says why it cannot be used: %s', (_, broken, problem) => {
    expect(parseClusterSecret(secret(broken)).credential).toEqual({
      problem: expect.stringMatching(problem),
    });
  });

  it('does not dial what is not a Service of the hub', () => {
    expect(
      parseClusterSecret(
        secret(config, { server: base64('https://169.254.169.254') }),
      ).credential,
    ).toEqual({
      problem: expect.stringContaining('is not the address of a Service'),
    });
  });

  it('names a Secret that is none of a cluster, and nothing that is in it', () => {
    const other = { ...secret(config), data: { password: 'aHVudGVyMg==' } };

    expect(() => parseClusterSecret(other)).toThrow(
      'Secret vanstage/cluster-paris is not a cluster Secret: it needs data.name and data.server',
    );
  });

  it('sees when a credential was rotated', () => {
    const before = credentialOf(secret(config));
    const same = credentialOf(secret(config));
    const rotated = credentialOf(secret({ ...config, bearerToken: 'new' }));

    expect(before.equals(same)).toBe(true);
    expect(before.equals(rotated)).toBe(false);
  });
});
