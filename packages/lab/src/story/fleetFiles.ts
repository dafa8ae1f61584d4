import { parseFleet, render } from '@vanstage/backstage-plugin-van-common';
import { InputError } from '@backstage/errors';

/** Puts the forge's address into files. */
export function withForge(
  files: Record<string, string>,
  forge: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text.replaceAll('${FORGE}', forge),
    ]),
  );
}

/** The fleet repository's files with what is rendered from them. Throws when they are not a fleet without problems. */
export function renderedFleet(
  files: Record<string, string>,
  network: string,
): Record<string, string> {
  const { fleet, problems } = parseFleet(
    new Map(Object.entries(files)),
    network,
  );
  if (!fleet || problems.length > 0) {
    throw new InputError(
      `The story's fleet has problems: ${problems
        .map(({ location, message }) => `${location.path}: ${message}`)
        .join('; ')}`,
    );
  }
  return { ...files, ...Object.fromEntries(render(fleet)) };
}
