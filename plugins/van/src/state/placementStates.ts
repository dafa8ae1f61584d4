import {
  RiArrowRightDownLine,
  RiArrowRightUpLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiFirstAidKitLine,
  RiFocus2Line,
  RiHeartPulseLine,
  RiLoopRightLine,
  RiQuestionLine,
  RiScales3Line,
} from '@remixicon/react';
import {
  needsAttention,
  type PlacementState,
} from '@vanstage/backstage-plugin-van-common';
import type { StateFace } from './types';

/**
 * The faces of a placement's states.
 */
export const placementStates: Record<PlacementState, StateFace> = {
  unknown: {
    word: 'Unknown',
    tone: 'muted',
    icon: RiQuestionLine,
    hatched: true,
  },
  syncFailed: { word: 'Sync failed', tone: 'bad', icon: RiCloseCircleLine },
  degraded: { word: 'Degraded', tone: 'bad', icon: RiHeartPulseLine },
  missing: { word: 'Missing', tone: 'bad', icon: RiFocus2Line },
  arriving: { word: 'Arriving', tone: 'neutral', icon: RiArrowRightDownLine },
  leaving: { word: 'Leaving', tone: 'neutral', icon: RiArrowRightUpLine },
  outOfSync: { word: 'Out of sync', tone: 'warning', icon: RiScales3Line },
  healing: { word: 'Healing', tone: 'warning', icon: RiFirstAidKitLine },
  progressing: { word: 'Progressing', tone: 'neutral', icon: RiLoopRightLine },
  healthy: { word: 'Healthy', tone: 'good', icon: RiCheckboxCircleLine },
};

/**
 * A placement's states, what is wrong first.
 */
export const PLACEMENT_STATES: PlacementState[] = [
  'syncFailed',
  'degraded',
  'missing',
  'unknown',
  'outOfSync',
  'healing',
  'leaving',
  'arriving',
  'progressing',
  'healthy',
];

/**
 * The states of placements that need a person's attention.
 */
export const ATTENTION_STATES: string[] =
  PLACEMENT_STATES.filter(needsAttention);
