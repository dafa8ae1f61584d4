export { ClusterEntityCard } from './ClusterEntityCard';
export { ClusterEntityContent } from './ClusterEntityContent';
export { isVanClusterEntity } from './isVanClusterEntity';
