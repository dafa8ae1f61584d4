export type {
  ForgeApp,
  ForgeUser,
  Permission,
  Permissions,
  Role,
} from './accounts/types';
export { Forge } from './Forge';
export { ForgeFaults } from './faults/ForgeFaults';
export {
  type ForgeFaultName,
  type ForgeFaultOptions,
  forgeFaults,
} from './faults/knownFaults';
export type { ForgeLimits } from './limits/types';
export type { BranchProtection } from './records/types';
export type { RequestCounts } from './RequestCounts';
