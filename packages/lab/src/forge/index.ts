export { Forge } from './Forge';
export type { ForgeUser } from './ForgeUser';
export type { RequestCounts } from './RequestCounts';
