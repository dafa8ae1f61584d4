import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ApiClient } from './__testUtils__/ApiClient';
import {
  startTestServer,
  widgetDefinition,
  widgetType,
} from './__testUtils__/startTestServer';
import { KubeApiServer } from './KubeApiServer';

const hasKubectl =
  spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status ===
  0;
if (!hasKubectl) {
  process.stderr.write(
    'kubectl is not on the PATH: the tests of the API server under kubectl are skipped\n',
  );
}
const describeWithKubectl = hasKubectl ? describe : describe.skip;

const run = promisify(execFile);
const core = '/api/v1/namespaces/default';

describeWithKubectl('kubectl', () => {
  let server: KubeApiServer;
  let client: ApiClient;
  let directory: string;

  function options(user: string) {
    return {
      env: {
        PATH: process.env.PATH,
        HOME: directory,
        KUBECONFIG: join(directory, `${user}.json`),
      },
    };
  }

  async function kubectl(...args: string[]): Promise<string> {
    return (await run('kubectl', args, options('admin'))).stdout;
  }

  /** What kubectl shows, its columns parted by single spaces. */
  async function table(...args: string[]): Promise<string[]> {
    const text = await kubectl(...args);
    return text
      .trim()
      .split('\n')
      .map(line =>
        line
          .trim()
          .split(/\s{2,}/)
          .join(' | '),
      );
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kubectl-test-'));
    ({ server, client } = await startTestServer());
    for (const user of ['admin', 'reader']) {
      await writeFile(
        join(directory, `${user}.json`),
        JSON.stringify(server.kubeConfig(user)),
      );
    }
    await client.post(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      widgetDefinition,
    );
    await client.post('/apis/example.com/v1/namespaces/default/widgets', {
      ...widgetType,
      metadata: { name: 'w1' },
      spec: { size: 7 },
    });
    await client.patch(
      '/apis/example.com/v1/namespaces/default/widgets/w1/status',
      { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
    );
    await client.post('/apis/apps/v1/namespaces/default/deployments', {
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'c', image: 'shop:1' }] },
        },
      },
    });
    await client.post('/api/v1/nodes', {
      metadata: { name: 'n1' },
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: { kubeletVersion: 'v1.34.1', osImage: 'Debian 12' },
        capacity: { cpu: '4', memory: '8Gi' },
        allocatable: { cpu: '4', memory: '8Gi' },
      },
    });
    await client.post(`${core}/pods`, {
      metadata: { name: 'web-1' },
      spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'shop:1' }] },
    });
    await client.patch(`${core}/pods/web-1/status`, {
      status: {
        phase: 'Running',
        podIP: '10.0.0.5',
        containerStatuses: [
          { name: 'c', ready: true, restartCount: 0, state: { running: {} } },
        ],
      },
    });
  }, 60_000);

  afterAll(async () => {
    client.close();
    await server.stop();
    await rm(directory, { recursive: true });
  });

  it('lists built-in kinds with their columns', async () => {
    const [head, pod] = await table('get', 'pods', '-o', 'wide');
    expect(head).toBe(
      'NAME | READY | STATUS | RESTARTS | AGE | IP | NODE | NOMINATED NODE | READINESS GATES',
    );
    expect(pod).toMatch(
      /^web-1 \| 1\/1 \| Running \| 0 \| \d+s \| 10.0.0.5 \| n1 \| <none> \| <none>$/,
    );
    const all = await kubectl('get', 'all');
    expect(all).toContain('deployment.apps/web');
    expect(all).toContain('service/kubernetes');
  });

  it('lists a custom resource with its columns', async () => {
    const [head, row] = await table('get', 'wd');
    expect(head).toBe('NAME | SIZE | READY');
    expect(row).toMatch(/^w1 \| 7 \| True$/);
  });

  it('describes objects', async () => {
    const pod = await kubectl('describe', 'pod', 'web-1');
    expect(pod).toMatch(/Status:\s+Running/);
    const node = await kubectl('describe', 'node', 'n1');
    expect(node).toMatch(/Non-terminated Pods:\s+\(1 in total\)/);
    const deployment = await kubectl('describe', 'deployment', 'web');
    expect(deployment).toMatch(/StrategyType:\s+RollingUpdate/);
    const widget = await kubectl('describe', 'widget', 'w1');
    expect(widget).toMatch(/Size:\s+7/);
  });

  it('labels, annotates, patches and scales', async () => {
    await kubectl('label', 'deployment', 'web', 'team=payments');
    await kubectl('annotate', 'widget', 'w1', 'note=x');
    await kubectl('scale', 'deployment', 'web', '--replicas=3');
    await kubectl('set', 'image', 'deployment/web', 'c=shop:2');
    const answer = await client.get(
      '/apis/apps/v1/namespaces/default/deployments/web',
    );
    expect(answer.body).toMatchObject({
      metadata: { labels: { team: 'payments' }, generation: 3 },
      spec: {
        replicas: 3,
        template: { spec: { containers: [{ name: 'c', image: 'shop:2' }] } },
      },
    });
  });

  it('applies a file and refuses unknown fields', async () => {
    const file = join(directory, 'widget.yaml');
    const widget = (size: string) =>
      `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w2}\nspec: {${size}}\n`;
    await writeFile(file, widget('size: 1'));
    expect(await kubectl('apply', '-f', file)).toContain('created');
    await writeFile(file, widget('size: 2'));
    expect(await kubectl('apply', '-f', file)).toContain('configured');
    await writeFile(file, widget('size: 2, sise: 3'));
    await expect(kubectl('apply', '-f', file)).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'strict decoding error: unknown field "spec.sise"',
      ),
    });
  });

  it('creates what it sends in protobuf', async () => {
    await kubectl('create', 'namespace', 'made');
    const into = ['-n', 'made'];
    await kubectl('create', 'cm', 'c', '--from-literal=a=b', ...into);
    await kubectl(
      'create',
      'secret',
      'generic',
      's',
      '--from-literal=a=b',
      ...into,
    );
    await kubectl(
      'create',
      'deployment',
      'd',
      '--image=shop:1',
      '--replicas=2',
      '--port=80',
      ...into,
    );
    const made = '/api/v1/namespaces/made';
    const configMap = await client.get(`${made}/configmaps/c`);
    expect(configMap.body.data).toEqual({ a: 'b' });
    const secret = await client.get(`${made}/secrets/s`);
    expect(secret.body).toMatchObject({ data: { a: 'Yg==' }, type: 'Opaque' });
    const deployment = await client.get(
      '/apis/apps/v1/namespaces/made/deployments/d',
    );
    expect(deployment.body).toMatchObject({
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'd' } },
        template: {
          metadata: { labels: { app: 'd' } },
          spec: {
            containers: [
              { name: 'shop', image: 'shop:1', ports: [{ containerPort: 80 }] },
            ],
          },
        },
      },
    });
  });

  describe('with server-side apply', () => {
    const manifest = (value: string) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'applied' },
        data: { a: value },
      });

    async function write(value: string): Promise<string> {
      const path = join(directory, 'applied.json');
      await writeFile(path, manifest(value));
      return path;
    }

    it('moves what it applied before to the server, and shows conflicts', async () => {
      const path = await write('1');
      await kubectl('apply', '-f', path);
      expect(await kubectl('apply', '--server-side', '-f', path)).toBe(
        'configmap/applied serverside-applied\n',
      );
      const other = ['--server-side', '--field-manager=other'];
      await expect(
        kubectl('apply', ...other, '-f', await write('2')),
      ).rejects.toMatchObject({
        stderr: expect.stringContaining(
          'Apply failed with 1 conflict: conflict with "kubectl": .data.a',
        ),
      });
      await kubectl('apply', ...other, '--force-conflicts', '-f', path);
      expect(
        await kubectl('get', 'cm', 'applied', '-o', 'jsonpath={.data.a}'),
      ).toBe('2');
    });

    it('shows what an apply would change', async () => {
      const path = await write('3');
      await expect(kubectl('diff', '-f', path)).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringContaining('+  a: "3"'),
      });
    });
  });

  it('explains built-in kinds and custom resources', async () => {
    expect(await kubectl('explain', 'deployment.spec.strategy')).toMatch(
      /FIELD: strategy <DeploymentStrategy>[^]*rollingUpdate\t<RollingUpdateDeployment>/,
    );
    expect(await kubectl('explain', 'widget.spec')).toMatch(
      /GROUP: +example.com[^]*size\t<integer> -required-/,
    );
  });

  it('asks what a reader may do', async () => {
    const ask = (...args: string[]) =>
      run('kubectl', ['auth', 'can-i', ...args], options('reader'));
    expect((await ask('list', 'pods')).stdout).toBe('yes\n');
    await expect(ask('delete', 'pods')).rejects.toMatchObject({
      stdout: 'no\n',
    });
  });

  it('watches', async () => {
    const watching = spawn('kubectl', ['get', 'cm', '-w'], options('admin'));
    const lines = createInterface({ input: watching.stdout });
    const seen = new Promise<string>(resolve => {
      lines.on('line', line => {
        if (line.startsWith('watched ') && / 2 /.test(line)) {
          resolve(line);
        }
        if (line.startsWith('kube-root-ca.crt')) {
          void client
            .post(`${core}/configmaps`, { metadata: { name: 'watched' } })
            .then(() =>
              client.patch(`${core}/configmaps/watched`, {
                data: { a: '1', b: '2' },
              }),
            );
        }
      });
    });
    expect(await seen).toMatch(/^watched +2 /);
    watching.kill();
  });

  it('deletes', async () => {
    await client.post(`${core}/configmaps`, { metadata: { name: 'gone' } });
    expect(await kubectl('delete', 'cm', 'gone')).toBe(
      'configmap "gone" deleted\n',
    );
    expect((await client.get(`${core}/configmaps/gone`)).code).toBe(404);
  });

  it('shows a reader why it is refused', async () => {
    await expect(
      run('kubectl', ['delete', 'pod', 'web-1'], options('reader')),
    ).rejects.toMatchObject({
      stderr:
        'Error from server (Forbidden): pods "web-1" is forbidden: User "reader" cannot delete resource "pods" in API group "" in the namespace "default"\n',
    });
  });

  it('does not know kinds that are not there', async () => {
    await expect(kubectl('get', 'gadgets')).rejects.toMatchObject({
      stderr: expect.stringContaining(
        `the server doesn't have a resource type "gadgets"`,
      ),
    });
  });
});
