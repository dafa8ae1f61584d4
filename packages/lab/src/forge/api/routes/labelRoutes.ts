import { z } from 'zod';
import { setLabels } from '../../pulls/labels';
import type { PullRequest } from '../../pulls/types';
import type { Label } from '../../records/types';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import { serialiseLabel } from '../serialise/label';

const documentation = '/issues/labels';
const access: Access = { permission: 'issues' };
const colorSchema = z
  .string()
  .regex(/^[0-9a-f]{6}$/i)
  .transform(color => color.toLowerCase());
const createSchema = z.object({
  name: z.string().min(1),
  color: colorSchema.default('ededed'),
  description: z.string().nullish(),
});
const updateSchema = z.object({
  new_name: z.string().min(1).optional(),
  color: colorSchema.optional(),
  description: z.string().nullish(),
});
const namesSchema = z
  .union([
    z.object({ labels: z.array(z.string()).default([]) }),
    z.array(z.string()).transform(labels => ({ labels })),
  ])
  .prefault({});

/**
 * Labels of a repository and of its pull requests.
 *
 * @internal
 */
export function addLabelRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;
  const ofPull = '/issues/{number}/labels';

  const answer = (call: ApiCall, label: Label, status?: number) => {
    const { repository } = call;
    call.json(serialiseLabel({ label, repository, view }), status);
  };
  const answerList = (call: ApiCall, ids?: number[]) => {
    const { repository } = call;
    const labels = repository.labels.list(
      ({ id }) => ids === undefined || ids.includes(id),
    );
    call.list(labels, label => serialiseLabel({ label, repository, view }));
  };
  const change = async (
    call: ApiCall,
    choose: (pull: PullRequest) => Promise<number[]> | number[],
  ) => {
    const { repository, user } = call;
    const pull = await call.pull();
    const labels = await choose(pull);
    await setLabels({ repository, pull, labels, by: user });
    answerList(call, labels);
  };

  routes.repository('GET /labels', access, call => answerList(call));

  routes.repository('POST /labels', access, async call => {
    const { name, color, description } = call.body(createSchema);
    if (find(call, name)) {
      throw ApiError.validation(
        [{ resource: 'Label', code: 'already_exists', field: 'name' }],
        `${documentation}#create-a-label`,
      );
    }
    const label = await call.repository.labels.add(id => ({
      id,
      name,
      color,
      description: description ?? undefined,
    }));
    answer(call, label, 201);
  });

  routes.repository('GET /labels/{name}', access, call =>
    answer(call, labelOf(call)),
  );

  routes.repository('PATCH /labels/{name}', access, async call => {
    const before = labelOf(call);
    const body = call.body(updateSchema);
    const label = await call.repository.labels.replace({
      ...before,
      name: body.new_name ?? before.name,
      color: body.color ?? before.color,
      description:
        body.description === undefined
          ? before.description
          : body.description ?? undefined,
    });
    answer(call, label);
  });

  routes.repository('DELETE /labels/{name}', access, async call => {
    await call.repository.labels.remove(labelOf(call).id);
    call.done();
  });

  routes.repository(`GET ${ofPull}`, access, async call => {
    answerList(call, (await call.pull()).labels);
  });

  routes.repository(`POST ${ofPull}`, access, async call => {
    const added = await findOrCreate(call);
    await change(call, ({ labels }) => [...new Set([...labels, ...added])]);
  });

  routes.repository(`PUT ${ofPull}`, access, async call => {
    const labels = await findOrCreate(call);
    await change(call, () => labels);
  });

  routes.repository(`DELETE ${ofPull}`, access, async call => {
    const { repository, user } = call;
    const pull = await call.pull();
    await setLabels({ repository, pull, labels: [], by: user });
    call.done();
  });

  routes.repository(`DELETE ${ofPull}/{name}`, access, async call => {
    const label = find(call, call.params.name);
    await change(call, pull => {
      if (!label || !pull.labels.includes(label.id)) {
        throw new ApiError(404, 'Label does not exist', {
          documentation: `${documentation}#remove-a-label-from-an-issue`,
        });
      }
      return pull.labels.filter(id => id !== label.id);
    });
  });
}

/** As GitHub does, without regard to upper and lower case. */
function find(call: ApiCall, name: string): Label | undefined {
  const [label] = call.repository.labels.list(
    each => each.name.toLowerCase() === name.toLowerCase(),
  );
  return label;
}

function labelOf(call: ApiCall): Label {
  const label = find(call, call.params.name);
  if (!label) {
    throw ApiError.notFound(`${documentation}#get-a-label`);
  }
  return label;
}

/** The labels that are named in the body; GitHub makes those that the repository does not have. */
async function findOrCreate(call: ApiCall): Promise<number[]> {
  const ids: number[] = [];
  for (const name of call.body(namesSchema).labels) {
    const label =
      find(call, name) ??
      (await call.repository.labels.add(id => ({ id, name, color: 'ededed' })));
    ids.push(label.id);
  }
  return ids;
}
