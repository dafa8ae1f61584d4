import { place, parseFleet } from '@vanstage/backstage-plugin-van-common';
import { z } from 'zod';
import { kubeTime, type ClusterClient, type KubeObject } from '../controller';
import { declaredFiles } from '../seedForge';
import { listenerSchema } from '../skupper';
import type { LabParts } from '../startLabParts';
import { ageObjects } from './ageObjects';
import type { LabActs } from './createLabActs';
import { handMadeApplication } from './handMadeApplication';
import { openStoryPull } from './openStoryPull';
import { untilObjects } from './untilObjects';

const applicationKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
};
const listenerKind = { apiVersion: 'skupper.io/v2alpha1', kind: 'Listener' };

const minuteMilliseconds = 60_000;
/** What Skupper takes to tell of a lost edge. */
const noticedMilliseconds = 30_000;
/** Everything was delivered yesterday. */
const deliveredMinutes = 26 * 60;
const outage = { edge: 'oslo', minutes: 60 };
const healed = { application: 'storefront', cluster: 'paris' };
const brokenRelease = 'parcel-labels';

const rolledOutSchema = z.looseObject({
  status: z.looseObject({
    sync: z.looseObject({ status: z.literal('Synced') }),
    health: z.looseObject({ status: z.literal('Healthy') }),
    operationState: z.looseObject({ phase: z.literal('Succeeded') }),
  }),
});

const deliveredBrokenSchema = z.looseObject({
  status: z.looseObject({
    sync: z.looseObject({ status: z.literal('Synced') }),
    health: z.looseObject({ status: z.enum(['Progressing', 'Degraded']) }),
    operationState: z.looseObject({ phase: z.literal('Succeeded') }),
  }),
});

/**
 * Does what has happened before somebody looks at the demo, by the means of the people and networks that it happens to:
 * everything was delivered yesterday, a release has an image that nobody pushed, an edge is gone for an hour, somebody
 * changed an application by hand and Argo CD healed it, a pull request is open, and an Application runs that nobody
 * declared. What objects tell of when it was is made older afterwards.
 */
export async function playStory(
  parts: LabParts,
  acts: LabActs,
  signal: AbortSignal,
): Promise<void> {
  const { hub, clusters, names } = parts;
  const client = await clusters.get(names.hub)?.client('admin');
  if (!client) {
    throw new Error(`The lab has no hub '${hub.name}'`);
  }
  await deliver(client, parts, signal);
  await releaseBroken(client, { parts, acts, signal });
  await makeOlder(client, parts);
  await acts.faults.set({
    name: 'cut',
    target: outage.edge,
    options: { minutes: String(outage.minutes) },
  });
  await Promise.all([
    noticeOutage(client, parts, signal),
    acts.handChanges.drift(healed),
    client.create(handMadeApplication(parts)),
    openStoryPull(parts),
  ]);
}

async function deliver(
  client: ClusterClient,
  parts: LabParts,
  signal: AbortSignal,
): Promise<void> {
  const { names, edges, forge } = parts;
  const files = declaredFiles(forge, { ...parts, edges: [...edges.keys()] });
  const { fleet } = parseFleet(new Map(Object.entries(files)), names.network);
  // The root Application is one more.
  const count = (fleet ? place(fleet).length : 0) + 1;
  await untilObjects({
    client,
    of: applicationKind,
    namespace: names.argocdNamespace,
    isSo: found =>
      found.filter(object => rolledOutSchema.safeParse(object).success)
        .length >= count,
    signal,
  });
}

/** Everywhere, also where nobody will see how it ends. */
async function releaseBroken(
  client: ClusterClient,
  story: { parts: LabParts; acts: LabActs; signal: AbortSignal },
): Promise<void> {
  const { parts, acts, signal } = story;
  const namespace = parts.names.argocdNamespace;
  const isOfRelease = ({ metadata }: KubeObject) =>
    metadata.name.startsWith(`${brokenRelease}-`);
  const isDelivered = (object: KubeObject) =>
    deliveredBrokenSchema.safeParse(object).success;
  await acts.faults.set({ name: 'bad-image', target: brokenRelease });
  const { items } = await client.list(applicationKind, { namespace });
  for (const { metadata } of items.filter(isOfRelease)) {
    // As a webhook of the forge has it done.
    await client.patch(applicationKind, metadata, {
      patch: {
        metadata: {
          annotations: { 'argocd.argoproj.io/refresh': 'normal' },
        },
      },
    });
  }
  await untilObjects({
    client,
    of: applicationKind,
    namespace,
    isSo: found => found.filter(isOfRelease).every(isDelivered),
    signal,
  });
}

async function makeOlder(
  client: ClusterClient,
  { names }: LabParts,
): Promise<void> {
  const applications = await client.list(applicationKind, {
    namespace: names.argocdNamespace,
  });
  await ageObjects({
    client,
    of: applicationKind,
    objects: applications.items,
    milliseconds: deliveredMinutes * minuteMilliseconds,
  });
  const listeners = await client.list(listenerKind, {
    namespace: names.skupperNamespace,
  });
  await ageObjects({
    client,
    of: listenerKind,
    objects: listeners.items,
    subresource: 'status',
    milliseconds: deliveredMinutes * minuteMilliseconds,
  });
}

/** Waits until Skupper tells of the lost edge, which it would have done half a minute after the cut. */
async function noticeOutage(
  client: ClusterClient,
  parts: LabParts,
  signal: AbortSignal,
): Promise<void> {
  const isOfOutage = ({ metadata }: KubeObject) =>
    metadata.name === `${outage.edge}-kube-api`;
  const listeners = await untilObjects({
    client,
    of: listenerKind,
    namespace: parts.names.skupperNamespace,
    isSo: found =>
      found.some(
        object =>
          isOfOutage(object) &&
          !listenerSchema.parse(object).status?.hasMatchingConnector,
      ),
    signal,
  });
  const noticedAt = kubeTime(
    new Date(
      Date.now() - outage.minutes * minuteMilliseconds + noticedMilliseconds,
    ),
  );
  for (const listener of listeners.filter(isOfOutage)) {
    const { metadata, status } = listenerSchema.parse(listener);
    await client.patch(listenerKind, metadata, {
      subresource: 'status',
      patch: {
        status: {
          conditions: status?.conditions?.map(condition =>
            condition.status === 'True'
              ? condition
              : { ...condition, lastTransitionTime: noticedAt },
          ),
        },
      },
    });
  }
}
