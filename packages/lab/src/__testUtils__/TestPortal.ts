import { readFile } from 'node:fs/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import vanPlugin from '@vanstage/backstage-plugin-van-backend';
import request from 'supertest';
import { parse } from 'yaml';
import type { Lab } from '../Lab';

/** The messages that open pages get. */
class Messages {
  count = 0;
  private readonly waiting = new Set<() => void>();

  async publish(): Promise<void> {
    this.count += 1;
    for (const resolve of this.waiting) {
      resolve();
    }
    this.waiting.clear();
  }

  /** Resolves when there are more than that. */
  async next(count: number): Promise<void> {
    if (count === this.count) {
      await new Promise<void>(resolve => this.waiting.add(resolve));
    }
  }
}

/** A backend with Vanstage's plugin, configured as the lab says. Everyone may do everything. */
export class TestPortal {
  private constructor(
    private readonly backend: TestBackend,
    private readonly messages: Messages,
  ) {}

  static async start(lab: Lab): Promise<TestPortal> {
    const messages = new Messages();
    const data = parse(await readFile(lab.portalConfigPath, 'utf8'));
    data.van.networks.acme.ping = { milliseconds: 300 };
    const backend = await startTestBackend({
      features: [
        vanPlugin,
        mockServices.rootConfig.factory({ data }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: () => messages.publish() }),
        }),
      ],
    });
    return new TestPortal(backend, messages);
  }

  /** Messages to open pages so far. */
  get signals(): number {
    return this.messages.count;
  }

  async get<T>(path: string): Promise<T> {
    const response = await request(this.backend.server).get(`/api/van${path}`);
    if (response.status !== 200) {
      throw new Error(`${path} was answered with ${response.status}`);
    }
    return response.body;
  }

  /** Asks as an open page does: at first, and again at each signal. */
  async until<T>(path: string, isSo: (answer: T) => boolean): Promise<T> {
    for (;;) {
      const signals = this.signals;
      const answer = await this.get<T>(path);
      if (isSo(answer)) {
        return answer;
      }
      await this.messages.next(signals);
    }
  }

  async stop(): Promise<void> {
    await this.backend.stop();
  }
}
