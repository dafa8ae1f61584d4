import { TAG } from '../fleet/fields';

/** Labels that say nothing of what a cluster is for. */
const MACHINERY =
  /^(?:argocd\.argoproj\.io|app\.kubernetes\.io|kubernetes\.io|helm\.sh)\//;

/**
 * The tag that a label stands for: `env=prod` is `env:prod`; a label whose value says only that it is there, as `gpu=true`, is
 * `gpu`. Undefined for labels of machinery and those that no tag can stand for.
 *
 * @internal
 */
export function labelTag(key: string, value: string): string | undefined {
  if (MACHINERY.test(key)) {
    return undefined;
  }
  const name = word(key.slice(key.lastIndexOf('/') + 1));
  const tag = /^(?:true|yes|)$/i.test(value) ? name : `${name}:${word(value)}`;
  return TAG.test(tag) && tag.length <= 63 ? tag : undefined;
}

function word(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9+#]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
