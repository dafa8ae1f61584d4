import { request } from 'node:https';
import { loadAllYaml } from '@kubernetes/client-node';
import { kubeObjectSchema, type KubeObject } from '../../controller';
import { linkSchema, type AccessToken } from '../linkStatus';
import type { SiteObjects } from '../SiteObjects';

const answerTimeoutMilliseconds = 30_000;

const statusTexts: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Sends a token's code to the grant server that it names. Rejects with what Skupper's controller says then. */
export async function askForLink(
  spec: AccessToken['spec'],
  who: { name: string; subject: string },
): Promise<KubeObject[]> {
  const answer = await post(spec, who).catch((error: Error) => {
    throw new Error(
      `Controller got error: Post "${spec.url}": ${error.message}`,
    );
  });
  if (answer.status !== 200) {
    throw new Error(
      `Controller got failed response: ${answer.status} (${
        statusTexts[answer.status] ?? ''
      }) ${answer.text.trim()}`,
    );
  }
  const documents: unknown[] = loadAllYaml(answer.text);
  const objects = documents.flatMap(document =>
    document === null ? [] : [kubeObjectSchema.safeParse(document)],
  );
  const problem = objects.find(({ success }) => !success);
  if (problem || objects[0]?.data?.kind !== 'Secret') {
    throw new Error('Controller could not decode response');
  }
  return objects.flatMap(({ data }) => (data ? [data] : []));
}

/**
 * Redeems an AccessToken: asks for a Secret and Links and creates them. Resolves with what went wrong, in the words of
 * Skupper's controller, or with undefined.
 */
export async function redeemToken(
  objects: SiteObjects,
  options: {
    token: AccessToken;
    owner: { apiVersion: string; kind: string; name: string; uid: string };
  },
): Promise<string | undefined> {
  const { token, owner } = options;
  const { namespace, client } = objects;
  try {
    const received = await askForLink(token.spec, {
      name: token.metadata.name,
      subject: owner.uid,
    });
    for (const object of received) {
      const { name } = object.metadata;
      const metadata = { name, namespace, ownerReferences: [owner] };
      await client
        .create({ ...withCost(object, token.spec.linkCost), metadata })
        .catch((error: Error) => {
          throw new Error(
            `Controller could not create received ${object.kind.toLowerCase()}: ${
              error.message
            }`,
          );
        });
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function withCost(object: KubeObject, cost = 0): KubeObject {
  return object.kind === 'Link' && cost > 0
    ? { ...object, spec: { ...linkSchema.parse(object).spec, cost } }
    : object;
}

function post(
  spec: AccessToken['spec'],
  who: { name: string; subject: string },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      spec.url,
      {
        method: 'POST',
        ca: spec.ca,
        agent: false,
        timeout: answerTimeoutMilliseconds,
        headers: { ...who, 'content-length': Buffer.byteLength(spec.code) },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('timeout', () =>
      outgoing.destroy(new Error('context deadline exceeded')),
    );
    outgoing.on('error', reject);
    outgoing.end(spec.code);
  });
}
