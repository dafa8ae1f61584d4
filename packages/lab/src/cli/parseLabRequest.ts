import { InputError } from '@backstage/errors';
import type { LabRequest } from './labRequests';

/** Reads `VERB WORD… NAME=VALUE…`; undefined when the verb is none that a running lab knows. */
export function parseLabRequest(
  verb: string,
  words: readonly string[],
): LabRequest | undefined {
  const options = Object.fromEntries(
    words
      .filter(word => word.includes('='))
      .map(word => [
        word.slice(0, word.indexOf('=')),
        word.slice(word.indexOf('=') + 1),
      ]),
  );
  const named = words.filter(word => !word.includes('='));
  const [first, second] = named;
  switch (verb) {
    case 'status':
      return { verb };
    case 'cut':
      return Object.keys(options).length > 0
        ? {
            verb: 'break',
            fault: 'cut',
            target: required(first, 'lab cut CLUSTER'),
            options,
          }
        : { verb, cluster: required(first, 'lab cut CLUSTER') };
    case 'restore':
    case 'restart':
    case 'compact':
      return { verb, cluster: required(first, `lab ${verb} CLUSTER`) };
    case 'break':
      return {
        verb,
        fault: required(first, 'lab break FAULT TARGET [NAME=VALUE]…'),
        target: required(second, 'lab break FAULT TARGET [NAME=VALUE]…'),
        options,
      };
    case 'fix':
      return { verb, words: named };
    case 'drift':
      return {
        verb,
        application: required(first, 'lab drift APPLICATION CLUSTER'),
        cluster: required(second, 'lab drift APPLICATION CLUSTER'),
        keep: named.includes('keep', 2),
      };
    case 'heal':
      return {
        verb,
        application: required(first, 'lab heal APPLICATION CLUSTER'),
        cluster: required(second, 'lab heal APPLICATION CLUSTER'),
      };
    default:
      return undefined;
  }
}

function required(word: string | undefined, form: string): string {
  if (word === undefined) {
    throw new InputError(`Say what: ${form}`);
  }
  return word;
}
