import { FleetFolder } from '../__testUtils__/FleetFolder';

let folder: FleetFolder;

beforeEach(() => {
  folder = new FleetFolder();
});

afterEach(() => folder.remove());

describe('van import', () => {
  const token = 'very-secret';
  const secret = `apiVersion: v1
kind: Secret
metadata: { name: lyon, labels: { argocd.argoproj.io/secret-type: cluster } }
stringData:
  name: lyon
  server: https://lyon-kube-api.van.svc:443
  config: '{"bearerToken": "${token}"}'
`;
  const set = `kind: ApplicationSet
metadata: { name: billing }
spec:
  generators: [{ list: { elements: [{ cluster: paris }] } }]
  template:
    metadata: { name: 'billing-{{ .cluster }}' }
    spec:
      source: { repoURL: 'https://git.example.com/acme/billing.git', path: deploy }
      destination: { name: '{{ .cluster }}', namespace: billing }
`;

  it('writes the declarations of what runs already, which then are valid', async () => {
    const { code, said } = await folder.vanOn(
      `${secret}---\n${set}`,
      'import',
      '-',
    );
    expect(code).toBe(0);
    expect(said).toContain('+ networks/acme/clusters/lyon.yaml');
    expect(said).toContain('+ networks/acme/applications/billing.yaml');
    expect(said).toContain('+ networks/acme/rules/billing.yaml');
    expect(said).not.toContain(token);
    expect(await folder.van('validate')).toMatchObject({ code: 0 });
    expect(await folder.van('why', 'billing', 'paris')).toMatchObject({
      said: expect.stringContaining('Yes:'),
    });

    expect(await folder.vanOn(secret, 'import', '-')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('Declared already'),
    });
  });

  it('takes a list, as kubectl writes several', async () => {
    folder.write(
      'objects.json',
      JSON.stringify({
        kind: 'List',
        items: [
          {
            kind: 'Secret',
            stringData: {
              name: 'lyon',
              server: 'https://lyon-kube-api.van.svc',
            },
            metadata: {},
          },
        ],
      }),
    );
    expect(await folder.van('import', 'objects.json', '--json')).toMatchObject({
      code: 0,
      said: expect.stringContaining('networks/acme/clusters/lyon.yaml'),
    });
  });

  it('writes nothing that the fleet would have a problem with', async () => {
    const broken = secret.replace('name: lyon\n', 'name: Lyon East\n');
    expect(await folder.vanOn(broken, 'import', '-')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('Nothing was written'),
    });
    expect(await folder.van('validate')).toMatchObject({ code: 0 });
    expect(await folder.vanOn('a: [', 'import', '-')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('not valid YAML'),
    });
  });
});
