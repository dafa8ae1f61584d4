import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { json } from 'node:stream/consumers';
import { join } from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import type { Lab } from '../Lab';
import { writePrivate } from '../labFiles';
import { actOnLab } from './actOnLab';
import { labRequestSchema, type LabStatus } from './labRequests';

/** What a running lab leaves in its directory for those who want to speak to it. */
export const controlSchema = z.object({
  url: z.string(),
  token: z.string(),
  pid: z.number(),
});

/** The file in a lab's directory that says how to speak to it. */
export function controlPath(directory: string): string {
  return join(directory, 'control.json');
}

/** Options of {@link LabControl.start}. */
export interface LabControlOptions {
  lab: Lab;
  directory: string;
}

/** Lets other processes of the same person act on the lab: HTTP on loopback, with a token that only they can read. */
export class LabControl {
  private readonly lab: Lab;
  private readonly directory: string;
  private readonly token = randomBytes(24).toString('base64url');
  private readonly server: Server;

  private constructor(options: LabControlOptions) {
    this.lab = options.lab;
    this.directory = options.directory;
    this.server = createServer((request, response) => {
      this.answer(request).then(
        body => send(response, 200, body),
        error =>
          send(response, statusOf(error), {
            message: error instanceof Error ? error.message : String(error),
          }),
      );
    });
  }

  static async start(options: LabControlOptions): Promise<LabControl> {
    const control = new LabControl(options);
    control.server.listen({ host: '127.0.0.1', port: 0 });
    await once(control.server, 'listening');
    const address = control.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await writePrivate(
      controlPath(options.directory),
      JSON.stringify({
        url: `http://127.0.0.1:${port}`,
        token: control.token,
        pid: process.pid,
      }),
    );
    return control;
  }

  async stop(): Promise<void> {
    await rm(controlPath(this.directory), { force: true });
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage): Promise<object> {
    if (!this.isAllowed(request.headers.authorization)) {
      throw new NotFoundError('There is nothing here without the token.');
    }
    if (request.method !== 'POST') {
      throw new NotFoundError(`There is no ${request.method} ${request.url}.`);
    }
    await actOnLab(this.lab, labRequestSchema.parse(await json(request)));
    return this.status();
  }

  private isAllowed(header: string | undefined): boolean {
    const given = Buffer.from(header ?? '');
    const wanted = Buffer.from(`Bearer ${this.token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  private status(): LabStatus {
    const { lab } = this;
    return {
      pid: process.pid,
      forge: lab.forge.url,
      kubeConfig: lab.kubeConfigPath,
      hub: lab.hub.url,
      edges: [...lab.edges].map(([name, { url }]) => ({
        name,
        url,
        cut: lab.isCut(name),
      })),
      faults: lab.faults.active(),
      drifted: [...lab.handChanges.kept],
    };
  }
}

function statusOf(error: unknown): number {
  if (error instanceof NotFoundError) {
    return 404;
  }
  return error instanceof InputError ? 400 : 500;
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}
