import type { KubeObject } from '../controller';

const prefix = 'argocd.argoproj.io';

/** What people write into an object to say how Argo CD is to treat it. */
export const argoAnnotations = {
  syncOptions: `${prefix}/sync-options`,
  compareOptions: `${prefix}/compare-options`,
  syncWave: `${prefix}/sync-wave`,
  hook: `${prefix}/hook`,
  hookDeletePolicy: `${prefix}/hook-delete-policy`,
  ignoreHealthCheck: `${prefix}/ignore-healthcheck`,
} as const;

/** The values of an annotation that holds a list, `Prune=false,Replace=true`. */
export function listAnnotation(object: KubeObject, name: string): string[] {
  return (object.metadata.annotations?.[name] ?? '')
    .split(',')
    .map(value => value.trim())
    .filter(value => value !== '');
}

/** The value of one option among several, of `Prune` in `Prune=false`. */
export function optionValue(
  options: readonly string[] | undefined,
  name: string,
): string | undefined {
  const option = options?.find(value => value.startsWith(`${name}=`));
  return option?.slice(name.length + 1);
}

/** A sync option of one object; where it has none, that of the whole operation. */
export function syncOption(
  name: string,
  object: KubeObject | undefined,
  options: readonly string[] | undefined,
): string | undefined {
  return (
    (object &&
      optionValue(listAnnotation(object, argoAnnotations.syncOptions), name)) ??
    optionValue(options, name)
  );
}
