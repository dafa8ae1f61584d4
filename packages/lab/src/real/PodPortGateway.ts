import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { PortForwardBackend } from '../kube';
import { LoopbackListener } from '../LoopbackListener';

/**
 * Leads what kwok forwards to whatever serves a Pod's port. kwok starts a program for each connection, which says here
 * in a first line which port it is for: so that a port can be refused, which a port that listens itself could not.
 */
export class PodPortGateway {
  private readonly backend: PortForwardBackend;
  private readonly server: Server;
  private listener: LoopbackListener | undefined;

  private constructor(backend: PortForwardBackend) {
    this.backend = backend;
    this.server = createServer(socket => {
      socket.on('error', () => socket.destroy());
      this.join(socket).catch(error => {
        const message = error instanceof Error ? error.message : String(error);
        socket.end(`-${message}`);
      });
    });
  }

  static async start(backend: PortForwardBackend): Promise<PodPortGateway> {
    const gateway = new PodPortGateway(backend);
    gateway.listener = await LoopbackListener.start(gateway.server);
    return gateway;
  }

  get port(): number {
    return this.listener?.port ?? 0;
  }

  async stop(): Promise<void> {
    await this.listener?.stop();
  }

  private async join(incoming: Socket): Promise<void> {
    const [namespace, pod, port] = (await firstLine(incoming)).split(' ');
    const outgoing = await this.backend.connect({
      namespace,
      pod,
      port: Number(port),
    });
    outgoing.on('error', () => incoming.destroy());
    outgoing.on('close', () => incoming.destroy());
    incoming.on('close', () => outgoing.destroy());
    incoming.write('+');
    incoming.pipe(outgoing);
    outgoing.pipe(incoming);
  }
}

/** Nothing follows the line until it has been answered. */
async function firstLine(socket: Socket): Promise<string> {
  let text = '';
  while (!text.endsWith('\n')) {
    await once(socket, 'readable');
    const chunk: unknown = socket.read();
    if (chunk === null) {
      throw new Error('The line that says which port it is for is missing.');
    }
    text += String(chunk);
  }
  return text.trimEnd();
}
