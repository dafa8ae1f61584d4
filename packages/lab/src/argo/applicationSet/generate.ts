import { parse } from 'yaml';
import { z } from 'zod';
import { objectMetaSchema } from '../../controller';
import { applicationKind } from '../applicationSchema';
import type { ApplicationSet } from './applicationSetSchema';
import { mergePatch } from '../../kube/patch';
import { goStatus, withoutEmptySources } from '../goApplication';
import { renderDeep, renderGoTemplate } from './goTemplate';
import { resourcesFinalizer } from '../cascade';

const renderedSchema = z.looseObject({
  metadata: objectMetaSchema,
  spec: z.looseObject({}),
});

/** An Application as an ApplicationSet makes it. */
export type GeneratedApplication = z.infer<typeof renderedSchema> & {
  apiVersion: string;
  kind: string;
};

/**
 * The Applications of an ApplicationSet, one for each element of its list generators. Throws when the template cannot
 * be filled in, or a generator is of another kind.
 */
export function generateApplications(
  set: ApplicationSet,
): GeneratedApplication[] {
  const { generators, template, goTemplate, syncPolicy, templatePatch } =
    set.spec;
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
      patched(goTemplate ? renderDeep(template, element) : template, {
        templatePatch: goTemplate ? templatePatch : undefined,
        element,
      }),
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
      spec: withoutEmptySources(rendered.spec),
      status: goStatus(undefined),
    };
  });
}

/** The patch of a template is filled in as well; it cannot change the project. */
function patched(
  rendered: unknown,
  options: {
    templatePatch: string | undefined;
    element: Record<string, unknown>;
  },
): unknown {
  if (!options.templatePatch) {
    return rendered;
  }
  const patch: unknown = parse(
    renderGoTemplate(options.templatePatch, options.element),
  );
  const project = renderedSchema.parse(rendered).spec.project;
  return mergePatch(mergePatch(rendered, patch), { spec: { project } });
}
