import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import type { z } from 'zod';
import type { ApiClient, ApiRequest, ApiResponse } from '../ApiClient';
import { ApiStatusError } from '../ApiStatusError';

type Step =
  | { list: unknown; status?: number }
  | { watch: string | Buffer[]; status?: number; cut?: boolean };

/** An API that answers each request with the next step of a script, and at its end with a watch that stays open. */
export class FakeApi implements ApiClient {
  readonly name = 'hub of network acme';
  readonly paths: URL[] = [];
  private readonly finished = new PassThrough();

  private constructor(private readonly steps: Step[]) {}

  static create(steps: Step[]): FakeApi {
    return new FakeApi(steps);
  }

  /** Resolves when everything in the script was asked for and read. */
  async done(): Promise<void> {
    if (!this.finished.destroyed) {
      await once(this.finished, 'close');
    }
  }

  async getJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const step = this.next(path);
    if (!step || !('list' in step)) {
      throw new Error(`A watch was expected, not ${path}`);
    }
    if (step.status !== undefined) {
      throw new ApiStatusError(step.status, `answered ${step.status}`);
    }
    return schema.parse(step.list);
  }

  async request({ path, signal }: ApiRequest): Promise<ApiResponse> {
    const step = this.next(path);
    if (step && 'list' in step) {
      throw new Error(`A list was expected, not ${path}`);
    }
    const body = new Readable({ read() {} });
    signal?.addEventListener('abort', () => body.destroy());
    if (!step) {
      this.finished.destroy();
      return { status: 200, headers: {}, body };
    }
    const chunks =
      typeof step.watch === 'string' ? [Buffer.from(step.watch)] : step.watch;
    for (const chunk of chunks) {
      body.push(chunk);
    }
    if (step.cut) {
      setImmediate(() => body.destroy(new Error('the connection was lost')));
    } else {
      body.push(null);
    }
    return { status: step.status ?? 200, headers: {}, body };
  }

  async ping(): Promise<number> {
    return 1;
  }

  private next(path: string): Step | undefined {
    this.paths.push(new URL(path, 'https://hub'));
    return this.steps.shift();
  }
}

export function event(type: string, name: string, version: number): string {
  return `${JSON.stringify({
    type,
    object: { metadata: { name, resourceVersion: String(version) } },
  })}\n`;
}

export function list(
  names: string[],
  version: number,
  more?: string,
): { list: unknown } {
  return {
    list: {
      metadata: { resourceVersion: String(version), continue: more },
      items: names.map(name => ({ metadata: { name } })),
    },
  };
}
