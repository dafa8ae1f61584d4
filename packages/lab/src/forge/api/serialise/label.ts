import type { ForgeRepository } from '../../ForgeRepository';
import type { Label } from '../../records/types';
import type { View } from '../View';
import { nodeId } from './nodeId';

/** @internal */
export function serialiseLabel(options: {
  label: Label;
  repository: ForgeRepository;
  view: View;
}) {
  const { label, repository, view } = options;
  const name = encodeURIComponent(label.name);
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${view.links.apiOf(repository)}/labels/${name}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description ?? null,
  };
}
