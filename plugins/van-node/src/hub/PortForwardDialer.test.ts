import { once } from 'node:events';
import { connect, type Server } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import type { WebSocket } from 'ws';
import {
  answer,
  closedPort,
  dialPort,
  startTcpServer,
  TestApiServer,
} from './__testUtils__/TestApiServer';
import { PortForwardDialer } from './PortForwardDialer';
import { probe } from './probe';
import { ReconnectingApi } from './ReconnectingApi';

const address = { namespace: 'van', service: 'paris-kube-api', port: 443 };
const { signal } = new AbortController();

const service = {
  spec: {
    selector: { application: 'skupper-router', component: 'router' },
    ports: [{ port: 443, targetPort: 1024 }],
  },
};

function pod(name: string, ready = 'True') {
  return {
    metadata: { name },
    spec: {
      containers: [{}, { ports: [{ name: 'paris', containerPort: 1030 }] }],
    },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  };
}

/** What a kubelet sends when a port-forward starts: the port, on both channels. */
function greet(webSocket: WebSocket): void {
  webSocket.send(Buffer.from([0, 0x00, 0x04]));
  webSocket.send(Buffer.from([1, 0x00, 0x04]));
}

function refuse(webSocket: WebSocket, message: string): void {
  webSocket.send(Buffer.concat([Buffer.from([1]), Buffer.from(message)]));
  webSocket.close();
}

function relay(webSocket: WebSocket, port: number): void {
  const socket = connect({ host: '127.0.0.1', port });
  greet(webSocket);
  socket.on('error', () => {});
  socket.on('data', (data: Buffer) =>
    webSocket.send(Buffer.concat([Buffer.from([0]), data])),
  );
  socket.on('close', () => webSocket.close());
  webSocket.on('message', (data: Buffer) => socket.write(data.subarray(1)));
  webSocket.on('close', () => socket.destroy());
}

describe('PortForwardDialer', () => {
  let hub: TestApiServer;
  let api: ReconnectingApi;
  let dialer: PortForwardDialer;
  let kubeConfig: KubeConfig;
  let pods: unknown[];
  let forwarded: string[];
  let onForward: (webSocket: WebSocket) => void;

  beforeEach(async () => {
    hub = await TestApiServer.start();
    pods = [pod('starting', 'False'), pod('router-1')];
    forwarded = [];
    onForward = greet;
    hub.handler = ({ path }, stream) => {
      if (path === '/api/v1/namespaces/van/services/paris-kube-api') {
        answer(stream, 200, service);
      } else if (path === '/api/v1/namespaces/van/pods') {
        answer(stream, 200, { items: pods });
      } else {
        answer(stream, 404, {});
      }
    };
    hub.upgradeHandler = (path, accept) => {
      forwarded.push(path);
      accept().then(onForward);
    };
    kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      {
        name: 'hub',
        server: hub.url,
        caData: Buffer.from(hub.caPem).toString('base64'),
        skipTLSVerify: false,
      },
      { name: 'portal', token: 's3cr3t-token' },
    );
    api = ReconnectingApi.create(hub.endpoint());
    dialer = PortForwardDialer.create({ hub: api, kubeConfig });
  });

  afterEach(async () => {
    await api.close();
    await hub.stop();
  });

  it('carries bytes both ways, without the ports that come first', async () => {
    onForward = webSocket => {
      greet(webSocket);
      webSocket.on('message', data => webSocket.send(data));
    };

    const stream = await dialer.dial(address, { signal });
    stream.write('ping');

    expect(String((await once(stream, 'data'))[0])).toBe('ping');
    expect(forwarded).toEqual([
      '/api/v1/namespaces/van/pods/router-1/portforward?ports=1024',
    ]);
    stream.destroy();
  });

  it('asks for the pods that the Service selects', async () => {
    (await dialer.dial(address, { signal })).destroy();

    expect(hub.requests[1].query.get('labelSelector')).toBe(
      'application=skupper-router,component=router',
    );
  });

  it('finds a port by its name', async () => {
    hub.handler = ({ path }, stream) =>
      answer(
        stream,
        200,
        path.endsWith('/pods')
          ? { items: pods }
          : {
              spec: {
                ...service.spec,
                ports: [{ port: 443, targetPort: 'paris' }],
              },
            },
      );

    (await dialer.dial(address, { signal })).destroy();

    expect(forwarded[0]).toContain('ports=1030');
  });

  it('asks the hub for the pod once', async () => {
    (await dialer.dial(address, { signal })).destroy();
    (await dialer.dial(address, { signal })).destroy();

    expect(forwarded).toHaveLength(2);
    expect(hub.requests).toHaveLength(2);
  });

  it('finds the pod that came in place of another', async () => {
    (await dialer.dial(address, { signal })).destroy();
    pods = [pod('router-2')];
    const accept = hub.upgradeHandler;
    hub.upgradeHandler = (path, ...rest) =>
      path.includes('router-1') ? rest[1](404) : accept(path, ...rest);

    (await dialer.dial(address, { signal })).destroy();

    expect(forwarded.at(-1)).toContain('/pods/router-2/');
  });

  it('says refused when the pod refuses, which comes after the port-forward was accepted', async () => {
    onForward = webSocket => {
      greet(webSocket);
      refuse(
        webSocket,
        'error forwarding port 1024 to pod x: dial tcp4 127.0.0.1:1024: connect: connection refused',
      );
    };

    const stream = await dialer.dial(address, { signal });
    const [error] = await once(stream, 'error').catch(reason => [reason]);

    expect(error).toMatchObject({
      name: 'DialError',
      outcome: 'refused',
      message: expect.stringContaining('connection refused'),
    });
  });

  it.each<
    [string, { path?: string; status?: number; pods?: unknown[] }, string]
  >([
    ['no such Service', { path: '/services/', status: 404 }, 'refused'],
    ['no ready pod', { pods: [pod('starting', 'False')] }, 'refused'],
    ['a hub that has errors', { path: '/pods', status: 500 }, 'hubUnreachable'],
    [
      'a hub that refuses the account',
      { path: '/services/', status: 403 },
      'hubUnreachable',
    ],
  ])('%s', async (_, fault, outcome) => {
    const healthy = hub.handler;
    pods = fault.pods ?? pods;
    hub.handler = (request, stream) =>
      fault.path && request.path.includes(fault.path)
        ? answer(stream, fault.status ?? 500, {})
        : healthy(request, stream);

    await expect(dialer.dial(address, { signal })).rejects.toMatchObject({
      name: 'DialError',
      outcome,
    });
  });

  it('names the missing permission when port-forwards are forbidden', async () => {
    hub.upgradeHandler = (_path, _accept, reject) => reject(403);

    await expect(dialer.dial(address, { signal })).rejects.toMatchObject({
      outcome: 'hubUnreachable',
      message: expect.stringContaining('pods/portforward'),
    });
  });

  it('says hubUnreachable when the hub is not there', async () => {
    const port = await closedPort();
    const away = ReconnectingApi.create(
      hub.endpoint({ open: options => dialPort(port, options.signal) }),
    );

    await expect(
      PortForwardDialer.create({
        hub: away,
        kubeConfig: new KubeConfig(),
      }).dial(address, { signal }),
    ).rejects.toMatchObject({ outcome: 'hubUnreachable' });
  });

  it.each([
    ['a call', () => (hub.handler = () => {})],
    ['the port-forward', () => (hub.upgradeHandler = () => {})],
  ])('says hubUnreachable when the hub does not answer %s', async (_, hang) => {
    hang();
    const impatient = PortForwardDialer.create({
      hub: api,
      kubeConfig,
      timeoutMs: 50,
    });

    await expect(impatient.dial(address, { signal })).rejects.toMatchObject({
      outcome: 'hubUnreachable',
      message: expect.stringContaining('within 50 ms'),
    });
  });

  describe('with an edge behind it', () => {
    let edge: TestApiServer;
    const relays: Server[] = [];

    beforeEach(async () => {
      edge = await TestApiServer.start();
      edge.handler = ({ path }, stream) =>
        answer(
          stream,
          200,
          path === '/version'
            ? { gitVersion: 'v1.36.3' }
            : { text: 'x'.repeat(3_000_000) },
        );
    });

    afterEach(async () => {
      await edge.stop();
      for (const tcp of relays.splice(0)) {
        tcp.close();
      }
    });

    const endpoint = () =>
      edge.endpoint({ open: options => dialer.dial(address, options) });

    it('carries TLS and HTTP/2, also what is larger than every buffer', async () => {
      onForward = webSocket => relay(webSocket, edge.port);

      const result = await probe(endpoint());

      expect(result).toMatchObject({ outcome: 'answered', version: 'v1.36.3' });
      if (result.outcome === 'answered') {
        result.connection.close();
      }
    });

    it('tells an API server that is down from an edge that is gone', async () => {
      const { server, port } = await startTcpServer(socket => socket.end());
      relays.push(server);
      onForward = webSocket => relay(webSocket, port);
      expect(await probe(endpoint())).toMatchObject({ outcome: 'closed' });

      onForward = webSocket => {
        greet(webSocket);
        refuse(webSocket, 'connect: connection refused');
      };
      expect(await probe(endpoint())).toMatchObject({ outcome: 'refused' });

      onForward = greet;
      expect(await probe(endpoint(), { timeoutMs: 100 })).toMatchObject({
        outcome: 'silent',
      });
    });

    it('ends the connection when the port-forward breaks', async () => {
      onForward = webSocket => relay(webSocket, edge.port);
      const result = await probe(endpoint());
      if (result.outcome !== 'answered') {
        throw new Error(result.message);
      }
      const ended = new Promise<void>(resolve =>
        result.connection.onClose(resolve),
      );

      hub.cut();

      await ended;
      await expect(result.connection.ping()).rejects.toMatchObject({
        outcome: 'closed',
      });
    });
  });
});
