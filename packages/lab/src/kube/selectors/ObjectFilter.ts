import { KubeObject } from '../kubeObject';

/** Tells whether an object is selected. */
export type ObjectFilter = (object: KubeObject) => boolean;
