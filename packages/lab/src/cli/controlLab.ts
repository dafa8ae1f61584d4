import { readFile } from 'node:fs/promises';
import { InputError, NotFoundError } from '@backstage/errors';
import { controlPath, controlSchema } from './LabControl';
import {
  labStatusSchema,
  type LabRequest,
  type LabStatus,
} from './labRequests';

/** Asks the lab that runs in a directory. Throws when none runs there, or when it refuses. */
export async function controlLab(
  directory: string,
  request: LabRequest,
): Promise<LabStatus> {
  const control = await readControl(directory);
  const answer = await ask(control, request).catch(() => undefined);
  if (!control || !answer) {
    throw new NotFoundError(
      `No lab runs in ${directory}. Start one with './vanstage demo' or './vanstage lab'.`,
    );
  }
  const body: unknown = await answer.json();
  if (!answer.ok) {
    const { message } = Object.assign({ message: answer.statusText }, body);
    throw new InputError(message);
  }
  return labStatusSchema.parse(body);
}

/** The process id of the lab that runs in a directory; undefined when none does, whatever files one left. */
export async function runningLab(
  directory: string,
): Promise<number | undefined> {
  return controlLab(directory, { verb: 'status' }).then(
    ({ pid }) => pid,
    () => undefined,
  );
}

async function readControl(directory: string) {
  const text = await readFile(controlPath(directory), 'utf8').catch(() => '{}');
  return controlSchema.safeParse(JSON.parse(text)).data;
}

async function ask(
  control: Awaited<ReturnType<typeof readControl>>,
  request: LabRequest,
): Promise<Response | undefined> {
  if (!control) {
    return undefined;
  }
  return fetch(control.url, {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { authorization: `Bearer ${control.token}` },
  });
}
