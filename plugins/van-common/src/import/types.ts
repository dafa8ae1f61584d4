/**
 * What a running object is as a declaration.
 *
 * @public
 */
export interface ImportedDeclaration {
  kind: 'Cluster' | 'Application' | 'DistributionRule';
  name: string;
  /** The file's `spec`. */
  spec: object;
}

/**
 * What came of importing an object.
 *
 * @public
 */
export interface ImportedObject {
  declarations: ImportedDeclaration[];
  /** What a person should look at before going on: what could not be carried over, what was chosen for them. */
  notes: string[];
}
