import type { RuleMiss } from './explainPlacement';

/**
 * Why a rule does not put an application on a cluster, in words: "rule `shops` asks for a cluster tagged `retail`, which
 * paris is not; it is tagged `retial`".
 *
 * @public
 */
export function missSentence(
  { rule, side, miss }: RuleMiss,
  pair: { application: string; cluster: string },
): string {
  const name = pair[side];
  const one = side === 'application' ? 'an application' : 'a cluster';
  const meant = miss.nearest ? `; it has \`${miss.nearest}\`` : '';
  switch (miss.clause) {
    case 'names':
      return `rule \`${rule}\` names the ${side} ${list(
        miss.values,
        'or',
      )}, not ${name}`;
    case 'anyOf':
      return `rule \`${rule}\` asks for ${one} tagged ${list(
        miss.values,
        'or',
      )}, which ${name} is not${meant}`;
    case 'allOf':
      return `rule \`${rule}\` asks for ${one} tagged ${list(
        miss.values,
        'and',
      )}, which ${name} is not${meant}`;
    case 'noneOf':
      return `rule \`${rule}\` leaves out ${one} tagged ${list(
        miss.values,
        'or',
      )}, as ${name} is`;
    case 'empty':
      return `rule \`${rule}\` does not say which ${side}s it means`;
    default:
      return miss.clause satisfies never;
  }
}

function list(values: readonly string[], last: string): string {
  const quoted = values.map(value => `\`${value}\``);
  const [end] = quoted.slice(-1);
  return quoted.length > 1
    ? `${quoted.slice(0, -1).join(', ')} ${last} ${end}`
    : end;
}
