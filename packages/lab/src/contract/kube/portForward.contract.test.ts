import { once } from 'node:events';
import { connect, createServer, Server } from 'node:net';
import { PassThrough } from 'node:stream';
import { KubeConfig, PortForward } from '@kubernetes/client-node';
import { textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { refusal } from '../__testUtils__/refusal';
import { until } from '../__testUtils__/until';

const pods = '/api/v1/namespaces/default/pods';
const spec = { containers: [{ name: 'web', image: 'web' }] };

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describeServers('port-forward', servers => {
  let cluster: ContractCluster;
  let echo: Server;

  beforeAll(async () => {
    echo = createServer(socket => socket.pipe(socket));
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    cluster = await servers.startCluster({
      portForward: {
        namespace: 'default',
        pod: 'web',
        ports: [8080],
        backend: {
          async connect() {
            const socket = connect(portOf(echo), '127.0.0.1');
            await once(socket, 'connect');
            return socket;
          },
        },
      },
    });
    const { admin } = cluster;
    await until(
      () => admin.get('/api/v1/namespaces/default/serviceaccounts/default'),
      ({ code }) => code === 200,
    );
    await admin.post('/api/v1/nodes', {
      metadata: {
        name: 'n1',
        annotations: { 'kwok.x-k8s.io/node': 'fake' },
      },
    });
    await admin.post(pods, {
      metadata: { name: 'web' },
      spec: { ...spec, nodeName: 'n1' },
    });
    await admin.post(pods, {
      metadata: { name: 'unbound' },
      spec: { ...spec, schedulerName: 'none' },
    });
  }, startTimeout);

  afterAll(() => {
    echo.close();
  });

  function forwarder(user: string): PortForward {
    const config = new KubeConfig();
    config.loadFromString(JSON.stringify(cluster.server.kubeConfig(user)));
    return new PortForward(config);
  }

  it.each(['admin', 'reader'])(
    'leads %s to a port of a Pod and back',
    async user => {
      if (servers.kind === 'real') {
        await until(
          () => cluster.admin.get(`${pods}/web`),
          ({ body }) => textAt(body, 'status', 'phase') === 'Running',
        );
      }
      const output = new PassThrough();
      const input = new PassThrough();
      await forwarder(user).portForward(
        'default',
        'web',
        [8080],
        output,
        null,
        input,
      );
      const sent = Buffer.alloc(512 * 1024, 'vanstage');
      input.write(sent);
      const received: Buffer[] = [];
      let size = 0;
      for await (const chunk of output) {
        received.push(chunk);
        size += chunk.length;
        if (size >= sent.length) {
          break;
        }
      }
      expect(Buffer.concat(received).equals(sent)).toBe(true);
    },
    startTimeout,
  );

  it('refuses those who may not', async () => {
    await expect(
      forwarder('nobody').portForward(
        'default',
        'web',
        [8080],
        new PassThrough(),
        null,
        new PassThrough(),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('403') });
  });

  it.each(['GET', 'POST'])(
    'needs a Pod that runs somewhere: %s',
    async method => {
      const unbound = await cluster.admin.send(
        `${pods}/unbound/portforward?ports=8080`,
        { method },
      );
      expect(unbound.body).toEqual(
        refusal({
          code: 400,
          reason: 'BadRequest',
          message: 'pod unbound does not have a host assigned',
        }),
      );
      const missing = await cluster.admin.send(
        `${pods}/missing/portforward?ports=8080`,
        { method },
      );
      expect(missing.body).toEqual(
        refusal({
          code: 404,
          reason: 'NotFound',
          message: 'pods "missing" not found',
          details: { name: 'missing', kind: 'pods' },
        }),
      );
    },
  );
});
