/**
 * What a schema says of how values are compared and merged. Both the schemas of CustomResourceDefinitions and those of
 * the built-in kinds have this shape; only the latter refer to one another.
 */
export interface FieldSchema {
  type?: string;
  format?: string;
  properties?: Readonly<Record<string, FieldSchema>>;
  additionalProperties?: boolean | FieldSchema;
  items?: FieldSchema;
  required?: readonly string[];
  default?: unknown;
  allOf?: readonly FieldSchema[];
  $ref?: string;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-list-map-keys'?: readonly string[];
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
}
