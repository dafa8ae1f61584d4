import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Forge } from '../../forge';
import { GitCache } from './GitCache';
import { TargetStates } from './TargetStates';

const configMap = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

describe('TargetStates', () => {
  let directory: string;
  let forge: Forge;
  let repoURL: string;
  let states: TargetStates;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'target-states-'));
    forge = await Forge.start({
      directory: join(directory, 'forge'),
      users: [{ login: 'author', token: 'secret' }],
    });
    const { cloneUrl } = await forge.createRepository({
      owner: 'acme',
      name: 'web',
      files: {
        'deploy/b.yaml': `${configMap('b1')}---\n${configMap('b2')}`,
        'deploy/a.yml': configMap('a'),
        'deploy/deeper/c.yaml': configMap('c'),
        'deploy/README.md': '# Not a manifest',
        'charts/Chart.yaml': 'name: web',
        'deploy/values.yaml': 'just: text',
      },
    });
    repoURL = cloneUrl;
    states = TargetStates.create({
      git: GitCache.create({
        directory: join(directory, 'clones'),
        maximumAge: 600_000,
      }),
    });
  });

  afterAll(async () => {
    await forge.stop();
    await rm(directory, { recursive: true });
  });

  const load = (
    source: object,
    options: { force?: boolean; revisions?: string[] } = {},
  ) =>
    states.load({
      application: 'web-paris',
      namespace: 'web',
      sources: {
        list: [{ repoURL, targetRevision: 'main', path: 'deploy', ...source }],
        several: false,
      },
      ...options,
    });
  const names = async (source: object, options?: { force: boolean }) => {
    const { objects } = await load(source, options);
    return objects.map(({ metadata }) => metadata.name);
  };

  it('reads the manifests of a folder, in the order of their files', async () => {
    expect(await names({})).toEqual(['a', 'b1', 'b2']);
    expect(await names({ directory: { recurse: true } })).toEqual([
      'a',
      'b1',
      'b2',
      'c',
    ]);
  });

  it('asks the repository again when it is told to', async () => {
    await names({});
    const before = await load({});
    await forge.commit({
      owner: 'acme',
      name: 'web',
      files: { 'deploy/a.yml': undefined },
      message: 'Remove a',
    });

    expect(await names({})).toEqual(['a', 'b1', 'b2']);
    expect(await names({}, { force: true })).toEqual(['b1', 'b2']);
    const { objects } = await load({}, { revisions: before.revisions });
    expect(objects).toHaveLength(3);
  });

  it.each<[string, object, string]>([
    [
      'a folder that is not there',
      { path: 'apps/nope' },
      'apps/nope: app path does not exist',
    ],
    [
      'a branch that is not there',
      { targetRevision: 'nope' },
      "unable to resolve 'nope' to a commit SHA: revision not found",
    ],
  ])('refuses %s as Argo CD does', async (_, source, message) => {
    const loading = names(source);
    await expect(loading).rejects.toThrow(
      'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ',
    );
    await expect(loading).rejects.toThrow(message);
  });
});
