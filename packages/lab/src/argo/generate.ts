import { z } from 'zod';
import { objectMetaSchema } from '../controller';
import { applicationKind } from './applicationSchema';
import type { ApplicationSet } from './applicationSetSchema';
import { renderDeep } from './goTemplate';
import { resourcesFinalizer } from './cascade';

const renderedSchema = z.looseObject({
  metadata: objectMetaSchema,
  spec: z.looseObject({}),
});

/** An Application as an ApplicationSet makes it. */
export type GeneratedApplication = z.infer<typeof renderedSchema> & {
  apiVersion: string;
  kind: string;
};

/** The status that Go's zero values give to an Application that nobody has looked at yet. */
const emptyStatus = {
  health: {},
  sourceHydrator: {},
  summary: {},
  sync: {
    comparedTo: { destination: {}, source: { repoURL: '' } },
    status: '',
  },
};

/**
 * The Applications of an ApplicationSet, one for each element of its list generators. Throws when the template cannot
 * be filled in, or a generator is of another kind.
 */
export function generateApplications(
  set: ApplicationSet,
): GeneratedApplication[] {
  const { generators, template, goTemplate, syncPolicy } = set.spec;
  const elements = generators.flatMap(generator => {
    if (!generator.list) {
      throw new Error(
        `generator of kind "${Object.keys(generator).join(
          '", "',
        )}" is not supported here, only "list"`,
      );
    }
    return generator.list.elements;
  });
  return elements.map(element => {
    const rendered = renderedSchema.parse(
      goTemplate ? renderDeep(template, element) : template,
    );
    const finalizers =
      rendered.metadata.finalizers ??
      (syncPolicy?.preserveResourcesOnDeletion ? [] : [resourcesFinalizer]);
    return {
      ...applicationKind,
      metadata: {
        ...rendered.metadata,
        namespace: set.metadata.namespace,
        finalizers,
        ownerReferences: [
          {
            apiVersion: set.apiVersion,
            blockOwnerDeletion: true,
            controller: true,
            kind: set.kind,
            name: set.metadata.name,
            uid: set.metadata.uid ?? '',
          },
        ],
      },
      spec: rendered.spec,
      status: emptyStatus,
    };
  });
}
