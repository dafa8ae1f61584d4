import { ApiAnswer } from '../../kube/__testUtils__/ApiClient';
import { listAt, objectAt, textAt } from '../../kube/kubeObject';

/** Who owns which fields of the answered object: `fieldsV1` by manager, operation and subresource. */
export function owners(answer: ApiAnswer): Record<string, unknown> {
  return Object.fromEntries(
    listAt(answer.body, 'metadata', 'managedFields').map(entry => [
      ['manager', 'operation', 'subresource']
        .map(field => textAt(entry, field))
        .join(' ')
        .trim(),
      objectAt(entry, 'fieldsV1'),
    ]),
  );
}
