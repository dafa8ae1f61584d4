import { z } from 'zod';
import { createServerCertificate } from '../kube';
import type { LinkCondition } from '../van';
import type { HttpFault } from './HttpFault';
import { numberOption } from './faultOptions';
import {
  clockSkew,
  deadWatch,
  expiredToken,
  invalidJson,
  serverErrors,
  truncatedList,
  wrongAuthority,
} from './httpFaults';

type Options = Readonly<Record<string, number | undefined>>;

/** What a fault does to the way to a cluster: one at a time to its link, any number above TCP. */
export type ClusterFaultEffect =
  | { link: (options: Options) => LinkCondition }
  | { http: (options: Options) => HttpFault | Promise<HttpFault> };

/** A fault on the way to a cluster. */
export interface ClusterFaultKind {
  imitates: string;
  options: z.ZodObject;
  effect: ClusterFaultEffect;
}

const none = z.object({});

/** All that can go wrong on the way to a cluster, by name. */
export const clusterFaultKinds: Readonly<Record<string, ClusterFaultKind>> = {
  cut: {
    imitates:
      'the link is gone: connections end, new ones are refused. Skupper tells after 30 s',
    options: z.object({
      minutes: numberOption
        .min(0)
        .default(0)
        .describe('how long ago, default 0: Skupper has noticed by then'),
    }),
    effect: { link: () => ({ kind: 'cut' }) },
  },
  silent: {
    imitates:
      'the network loses every packet: connects hang, then are refused once the router has noticed. Skupper tells after 30 s',
    options: z.object({
      noticed: numberOption
        .min(0)
        .default(5_000)
        .describe(
          'milliseconds until the router notices, default 5000 (routers in edge mode: 16000)',
        ),
    }),
    effect: {
      link: ({ noticed = 0 }) => ({
        kind: 'silent',
        noticedAfterMilliseconds: noticed,
      }),
    },
  },
  slow: {
    imitates: 'a bad line: everything comes late, and not faster than a rate',
    options: z.object({
      latency: numberOption
        .min(0)
        .default(300)
        .describe('milliseconds each way, default 300'),
      bandwidth: numberOption
        .min(1)
        .optional()
        .describe('bytes a second each way, default without a limit'),
    }),
    effect: {
      link: ({ latency = 0, bandwidth }) => ({
        kind: 'slow',
        latencyMilliseconds: latency,
        bytesPerSecond: bandwidth,
      }),
    },
  },
  'half-open': {
    imitates:
      'the API server hangs: its port accepts, and never a byte comes back. Skupper calls the edge well',
    options: none,
    effect: { link: () => ({ kind: 'halfOpen' }) },
  },
  'api-server-down': {
    imitates:
      'the API server is down behind a living link: connect, then end of file. Skupper calls the edge well',
    options: none,
    effect: { link: () => ({ kind: 'closed' }) },
  },
  reset: {
    imitates:
      'a load balancer or firewall resets connections in the middle of an answer',
    options: z.object({
      after: numberOption
        .min(1)
        .default(4_096)
        .describe('bytes of answer on each connection, default 4096'),
    }),
    effect: {
      link: ({ after = 1 }) => ({ kind: 'resetting', afterBytes: after }),
    },
  },
  'server-errors': {
    imitates:
      'etcd is too slow: every resource is answered with 500, the version is still told',
    options: none,
    effect: { http: serverErrors },
  },
  'invalid-json': {
    imitates: 'a captive proxy answers with its page where JSON should be',
    options: none,
    effect: { http: invalidJson },
  },
  'truncated-list': {
    imitates: 'a proxy with a limit: lists end half-way, as if that were all',
    options: none,
    effect: { http: truncatedList },
  },
  'dead-watch': {
    imitates:
      'watches open and stay open, and nothing ever comes; lists and pings go on',
    options: none,
    effect: { http: deadWatch },
  },
  'wrong-ca': {
    imitates:
      "another cluster answers on this one's address, as with two connectors on one routing key",
    options: none,
    effect: {
      http: async () =>
        wrongAuthority(await createServerCertificate('somebody-else')),
    },
  },
  'expired-token': {
    imitates: 'every token has expired: 401 for whoever comes with one',
    options: none,
    effect: { http: expiredToken },
  },
  'clock-skew': {
    imitates: "the cluster's clock is wrong, and so is every time it tells",
    options: z.object({
      seconds: numberOption
        .default(3_600)
        .describe('how far its clock is ahead, default 3600; behind when < 0'),
    }),
    effect: { http: ({ seconds = 0 }) => clockSkew({ seconds }) },
  },
};
