import { FieldType } from './apply/FieldType';
import { KubeObject } from './kubeObject';
import { FieldError, StatusSubject } from './status';
import { TableColumn } from './table/TableColumn';

/**
 * One served version of a resource.
 *
 * @internal
 */
export interface ResourceVersion {
  name: string;
  /** Columns of the Table answer; without them Name and Age are listed. */
  columns?: readonly TableColumn[];
  subresources: { status: boolean; scale?: ScalePaths };
  /** Fits a new or changed object to its schema: drops unknown fields, sets defaults. */
  normalize?(object: KubeObject): KubeObject;
  validate?(object: KubeObject): FieldError[];
  /** How the fields of objects are compared, merged and owned. */
  fieldType(): FieldType;
  /** The paths that the schema does not know; a client may ask to be refused because of them. */
  unknownFields?(object: KubeObject): string[];
}

/**
 * Where the scale subresource finds its numbers.
 *
 * @internal
 */
export interface ScalePaths {
  specReplicas: string[];
  statusReplicas: string[];
  /** A selector in string form or, for the built-in kinds, a LabelSelector. */
  selector?: string[];
}

/**
 * How a name has to look.
 *
 * @internal
 */
export type NameRule = 'subdomain' | 'label' | 'path';

/**
 * A kind that the server keeps: what discovery says of it and how its objects are written.
 *
 * @internal
 */
export interface ResourceDefinition extends StatusSubject {
  singular: string;
  listKind: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  versions: readonly ResourceVersion[];
  /** The version that is offered first. */
  preferredVersion: string;
  custom: boolean;
  /** Whether `metadata.generation` is kept. */
  generation: boolean;
  nameRule: NameRule;
  /** Whether DELETE answers the deleted object instead of a Status. */
  returnsDeleted: boolean;
  /** What happens to dependents when the client does not say. */
  defaultPropagation: 'Background' | 'Orphan';
  /** Fields besides metadata.name and metadata.namespace that field selectors can use. */
  selectableFields: Readonly<Record<string, string[]>>;
  /** Whether an update without a resourceVersion is taken as it is. */
  unconditionalUpdate: boolean;
  /** The status of a newly created object; `keep` leaves what the client sent. */
  initialStatus?: 'keep' | ((object: KubeObject) => unknown);
  /** Sets defaults on create and update. */
  applyDefaults?(object: KubeObject): KubeObject;
  validate?(object: KubeObject): FieldError[];
  /** What of a change is not allowed. */
  validateChange?(next: KubeObject, current: KubeObject): FieldError[];
}

/** The version of that name, if the resource is served in it. */
export function versionOf(
  definition: ResourceDefinition,
  name: string,
): ResourceVersion | undefined {
  return definition.versions.find(version => version.name === name);
}

/** Whether the resource has that part in that version. */
export function hasSubresource(
  definition: ResourceDefinition,
  version: ResourceVersion,
  subresource: string,
): boolean {
  switch (subresource) {
    case 'status':
      return version.subresources.status;
    case 'scale':
      return version.subresources.scale !== undefined;
    case 'finalize':
      return definition.group === '' && definition.resource === 'namespaces';
    case 'portforward':
      return definition.group === '' && definition.resource === 'pods';
    default:
      return false;
  }
}

/** `v1` or `apps/v1`. */
export function apiVersionOf(group: string, version: string): string {
  return group ? `${group}/${version}` : version;
}

/** Group and version of `v1` or `apps/v1`. */
export function splitApiVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const [first, second] = apiVersion.split('/');
  return second === undefined
    ? { group: '', version: first }
    : { group: first, version: second };
}

/** The key under which the server keeps a resource: `pods` or `deployments.apps`. */
export function resourceId(definition: {
  group: string;
  resource: string;
}): string {
  return definition.group
    ? `${definition.resource}.${definition.group}`
    : definition.resource;
}
