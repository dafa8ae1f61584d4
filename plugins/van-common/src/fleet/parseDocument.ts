import { z } from 'zod';
import { describeIssue } from './describeIssue';
import { misspelledFields } from './misspelledFields';
import { nearest } from './nearest';
import {
  documentSchemas,
  FLEET_API_VERSION,
  type FleetDocument,
} from './schemas';
import type { FleetKind, FleetProblem } from './types';
import { YamlFile } from './YamlFile';

const envelopeSchema = z.object({
  apiVersion: z.unknown().optional(),
  kind: z.unknown().optional(),
});

/** @internal */
export type ParsedDocument<K extends FleetKind> =
  | { document: FleetDocument<K> }
  | { problems: FleetProblem[] };

/**
 * Reads a file that declares a thing of one kind. The thing's name is the file's, so that a name is taken only once.
 *
 * @internal
 */
export function parseDocument<K extends FleetKind>(
  kind: K,
  options: { path: string; text: string; name: string },
): ParsedDocument<K> {
  const { path, text, name } = options;
  const read = YamlFile.read(path, text);
  if ('problems' in read) {
    return read;
  }
  const { file } = read;
  const envelope = envelopeProblem(kind, file);
  if (envelope) {
    return { problems: [envelope] };
  }

  const misspelled = misspelledFields(kind, file.value);
  const result = documentSchemas[kind].safeParse(file.value);
  if (!result.success || misspelled.length > 0) {
    const issues = (result.error?.issues ?? [])
      // What a mapping as a whole lacks is most likely what is misspelled in it.
      .filter(
        ({ path: at }) =>
          !misspelled.some(({ path: below }) => isAbove(at, below)),
      )
      .map(issue => describeIssue(issue, file.value));
    return {
      problems: [...misspelled, ...issues].map(issue => file.problem(issue)),
    };
  }
  const document: FleetDocument<K> = result.data;
  if (document.metadata.name !== name) {
    return {
      problems: [
        file.problem({
          path: ['metadata', 'name'],
          message: `\`metadata.name\` is \`${document.metadata.name}\`, but the file stands for \`${name}\``,
          hint: `Write \`${name}\`, or rename the file.`,
        }),
      ],
    };
  }
  return { document };
}

/** `apiVersion` and `kind` first: when they are wrong, nothing else means what it says. */
function envelopeProblem(
  kind: FleetKind,
  file: YamlFile,
): FleetProblem | undefined {
  const value = file.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return file.problem({
      path: [],
      message: 'The file does not hold a mapping',
      hint: `Begin with \`apiVersion: ${FLEET_API_VERSION}\` and \`kind: ${kind}\`.`,
    });
  }
  const { apiVersion, kind: actual } = envelopeSchema.parse(value);
  if (apiVersion !== FLEET_API_VERSION) {
    return file.problem({
      path: ['apiVersion'],
      message:
        apiVersion === undefined
          ? '`apiVersion` is missing'
          : `\`apiVersion\` is \`${apiVersion}\``,
      hint: `Write \`${FLEET_API_VERSION}\`.`,
    });
  }
  if (actual !== kind) {
    const known = nearest(String(actual), Object.keys(documentSchemas));
    const elsewhere = known === actual && actual !== undefined;
    return file.problem({
      path: ['kind'],
      message:
        actual === undefined
          ? '`kind` is missing'
          : `\`kind\` is \`${actual}\`, but the file stands where each is a \`${kind}\``,
      hint: elsewhere
        ? `Move the file to the folder of its kind, or write \`${kind}\`.`
        : `Write \`${kind}\`.`,
    });
  }
  return undefined;
}

function isAbove(
  path: readonly PropertyKey[],
  below: readonly PropertyKey[],
): boolean {
  return (
    path.length < below.length &&
    path.every((part, index) => part === below[index])
  );
}
