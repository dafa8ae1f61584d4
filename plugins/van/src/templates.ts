/**
 * Name of the software template that declares an application and where it goes.
 */
export const DISTRIBUTE_APPLICATION = 'distribute-application';
