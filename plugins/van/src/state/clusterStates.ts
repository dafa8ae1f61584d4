import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiHourglassLine,
  RiKey2Line,
  RiLinkUnlinkM,
  RiQuestionLine,
  RiServerLine,
  RiSpyLine,
} from '@remixicon/react';
import type { ClusterState } from '@vanstage/backstage-plugin-van-common';
import type { StateFace } from './types';

/**
 * The faces of a cluster's states.
 */
export const clusterStates: Record<ClusterState, StateFace> = {
  gone: {
    word: 'Gone',
    tone: 'bad',
    icon: RiLinkUnlinkM,
    hatched: true,
    since: true,
  },
  apiServerDown: {
    word: 'API server down',
    tone: 'bad',
    icon: RiServerLine,
    hatched: true,
    since: true,
  },
  wrongCluster: {
    word: 'Wrong cluster',
    tone: 'bad',
    icon: RiSpyLine,
    hatched: true,
    since: true,
  },
  credentialRefused: {
    word: 'Credential refused',
    tone: 'bad',
    icon: RiKey2Line,
    hatched: true,
    since: true,
  },
  adaptorDown: {
    word: 'Reachable · Skupper’s adaptor down',
    shortWord: 'Adaptor down',
    tone: 'warning',
    icon: RiErrorWarningLine,
  },
  unknown: {
    word: 'Unknown',
    tone: 'muted',
    icon: RiQuestionLine,
    hatched: true,
  },
  waitingToJoin: {
    word: 'Waiting to join',
    tone: 'neutral',
    icon: RiHourglassLine,
  },
  reachable: { word: 'Reachable', tone: 'good', icon: RiCheckboxCircleLine },
};

/**
 * A cluster's states, what is wrong first.
 */
export const CLUSTER_STATES: ClusterState[] = [
  'gone',
  'apiServerDown',
  'wrongCluster',
  'credentialRefused',
  'adaptorDown',
  'unknown',
  'waitingToJoin',
  'reachable',
];

/**
 * The states in which a cluster answers through the VAN, so that what is shown of it is true.
 */
export const REACHABLE_STATES: ClusterState[] = ['reachable', 'adaptorDown'];
