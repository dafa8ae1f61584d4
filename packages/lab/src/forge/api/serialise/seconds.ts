/**
 * A time as GitHub writes it: UTC, in whole seconds.
 *
 * @internal
 */
export function seconds(time: string | Date): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
