import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import { createServerCertificate, type ServerCertificate } from '../kube';
import { Http2Transport } from './Http2Transport';

describe('Http2Transport', () => {
  let certificate: ServerCertificate;
  let server: Http2SecureServer;
  let transport: Http2Transport;
  const sockets: Duplex[] = [];

  beforeAll(async () => {
    certificate = await createServerCertificate('test');
  });

  beforeEach(async () => {
    server = createSecureServer({
      key: certificate.privateKeyPem,
      cert: certificate.certificateChainPem,
    });
    server.on('secureConnection', socket => sockets.push(socket));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        name: 'test',
        server: `https://127.0.0.1:${port}`,
        caData: Buffer.from(certificate.caPem).toString('base64'),
        tlsServerName: 'kubernetes.default.svc',
        skipTLSVerify: false,
      },
      { name: 'admin', token: 'secret' },
    );
    transport = await Http2Transport.fromKubeConfig(config);
  });

  afterEach(async () => {
    transport.close();
    for (const socket of sockets.splice(0)) {
      socket.destroy();
    }
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  it('sends all requests over one connection, with the token', async () => {
    const seen: Array<string | undefined> = [];
    server.on('request', (request, response) => {
      seen.push(request.headers.authorization);
      response.end(request.url);
    });
    const paths = ['/a', '/b', '/c'];
    const answers = await Promise.all(
      paths.map(path => transport.send({ method: 'GET', path })),
    );

    expect(await Promise.all(answers.map(({ body }) => text(body)))).toEqual(
      paths,
    );
    expect(seen).toEqual(paths.map(() => 'Bearer secret'));
    expect(sockets).toHaveLength(1);
  });

  it('says that the connection broke before the answer, and connects anew', async () => {
    server.once('request', () => sockets[0].destroy());
    await expect(
      transport.send({ method: 'GET', path: '/' }),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });

    server.on('request', (_, response) => {
      response.writeHead(204).end();
    });
    const answer = await transport.send({ method: 'GET', path: '/' });
    expect(answer.status).toBe(204);
    expect(sockets).toHaveLength(2);
  });

  it('does not take an answer for whole that broke off', async () => {
    server.on('request', (_, response) => {
      response.write('{"items":', () => sockets[0].destroy());
    });
    const { body } = await transport.send({ method: 'GET', path: '/' });

    await expect(text(body)).rejects.toThrow(/ECONNRESET/);
  });

  it('refuses a server whose certificate another authority signed', async () => {
    const other = await createServerCertificate('other');
    server.setSecureContext({
      key: other.privateKeyPem,
      cert: other.certificateChainPem,
    });

    await expect(transport.send({ method: 'GET', path: '/' })).rejects.toThrow(
      /unable to verify|self-signed certificate/,
    );
  });
});
