import { InputError } from '@backstage/errors';
import { z } from 'zod';

const sourceSchema = z
  .object({
    repoURL: z.string(),
    helm: z
      .object({
        valuesObject: z.record(z.string(), z.unknown()).optional(),
        values: z.string().optional(),
        parameters: z.array(z.unknown()).optional(),
      })
      .loose()
      .optional(),
    plugin: z.unknown().optional(),
  })
  .loose();

const specSchema = z.object({
  source: sourceSchema.optional(),
  sources: z.array(sourceSchema).optional(),
});

/** What a template calls the cluster, with and without goTemplate. */
const CLUSTER = /\{\{\s*\.?(?:name|nameNormalized|cluster)\s*\}\}/g;

/**
 * The sources of an Argo CD Application as a declaration has them. Where its template writes the name of the cluster, they
 * refer to it as `${cluster}`.
 *
 * @throws InputError that says what a declaration cannot say
 * @internal
 */
export function argoApplicationSources(name: string, spec: unknown): object[] {
  const { source, sources } = specSchema.parse(spec);
  const all = sources ?? (source ? [source] : []);
  if (all.length === 0) {
    throw new InputError(`${name} cannot be imported: it has no source.`);
  }
  return all.map(({ plugin, helm, ...rest }) => {
    if (plugin !== undefined || helm?.values || helm?.parameters?.length) {
      throw new InputError(
        `${name} cannot be imported: a declaration has no ${
          plugin === undefined
            ? 'Helm `values` as text and no `parameters`. Write them as `valuesObject` first'
            : 'plugins'
        }.`,
      );
    }
    const { valuesObject, ...options } = helm ?? {};
    const text = JSON.stringify({
      ...rest,
      helm: helm && { ...options, values: valuesObject },
    })
      .replaceAll('${', () => '$${')
      .replace(CLUSTER, () => '${cluster}');
    const [other] = text.match(/\{\{.*?\}\}/) ?? [];
    if (other) {
      throw new InputError(
        `${name} cannot be imported: its template writes \`${other}\`, which a declaration cannot. Give the clusters a variable for it and write \`\${variable}\`.`,
      );
    }
    return JSON.parse(text);
  });
}
