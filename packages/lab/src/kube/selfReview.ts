import { z } from 'zod';
import type { Authorizer, Requester } from './authorization';
import { objectAt } from './kubeObject';
import { PathRequest, ResourceRequest, Verb } from './requestInfo';
import { badRequest } from './status';

const verbs: readonly Verb[] = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
];

const reviewSchema = z.looseObject({
  spec: z.looseObject({
    resourceAttributes: z
      .looseObject({
        namespace: z.string().optional(),
        verb: z.string().default('*'),
        group: z.string().default(''),
        version: z.string().default('*'),
        resource: z.string().default('*'),
        subresource: z.string().optional(),
        name: z.string().optional(),
      })
      .optional(),
    nonResourceAttributes: z
      .looseObject({ path: z.string(), verb: z.string() })
      .optional(),
  }),
});

/** Whether a user asks what itself may do. */
export function isSelfReview(info: ResourceRequest): boolean {
  return (
    info.group === 'authorization.k8s.io' &&
    info.version === 'v1' &&
    info.resource === 'selfsubjectaccessreviews' &&
    info.verb === 'create'
  );
}

/** What is asked; a verb that stands for all is as much as the strongest one. */
function asked(
  review: z.infer<typeof reviewSchema>,
): ResourceRequest | PathRequest {
  const { resourceAttributes, nonResourceAttributes } = review.spec;
  if (nonResourceAttributes) {
    return nonResourceAttributes;
  }
  if (!resourceAttributes) {
    throw badRequest(
      'exactly one of spec.resourceAttributes and spec.nonResourceAttributes must be specified',
    );
  }
  const { verb, ...attributes } = resourceAttributes;
  return {
    ...attributes,
    verb: verbs.find(known => known === verb) ?? 'deletecollection',
  };
}

/** Answers a SelfSubjectAccessReview. */
export function answerSelfReview(
  document: unknown,
  options: { authorizer: Authorizer; requester: Requester },
) {
  const parsed = reviewSchema.safeParse(document);
  if (!parsed.success) {
    throw badRequest(
      `SelfSubjectAccessReview cannot be read: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  const allowed = options.authorizer.allows(
    options.requester,
    asked(parsed.data),
  );
  return {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: objectAt(document, 'spec'),
    status: { allowed },
  };
}
