/** A place of a description, and what should stand there. */
export interface Correction {
  place: string[];
  value: unknown;
}

const schemas = ['components', 'schemas'];
const status = { type: 'string' };

/** Where GitHub's description of its API contradicts itself. */
export const answerCorrections: Correction[] = [
  // Written out here, an account is a user and an enterprise at once; elsewhere it is one of them.
  {
    place: [
      ...['paths', '/app/installations', 'get', 'responses', '200'],
      ...['content', 'application/json', 'schema', 'items'],
    ],
    value: { $ref: '#/components/schemas/installation' },
  },
  // Every error has a message and its status as text, which is described for one kind only.
  { place: [...schemas, 'basic-error', 'required'], value: ['message'] },
  {
    place: [...schemas, 'validation-error', 'properties', 'status'],
    value: status,
  },
  {
    place: [...schemas, 'validation-error-simple', 'properties', 'status'],
    value: status,
  },
];

function repositoryOf(webhook: string, end: string): string[] {
  return [
    ...[...schemas, `webhook-pull-request-review-${webhook}`],
    ...['properties', 'pull_request', 'properties'],
    ...[end, 'properties', 'repo'],
  ];
}

/** The same for webhooks. */
export const webhookCorrections: Correction[] = ['base', 'head'].map(end => ({
  // Of an edited review alone, the same repository has fewer fields.
  place: repositoryOf('edited', end),
  value: { $ref: `#/${repositoryOf('submitted', end).join('/')}` },
}));
