/**
 * Whether a text matches one of Argo CD's patterns: `*` stands for any characters up to a separator, `**` for any, and
 * `!` in front turns the pattern round.
 */
export function globMatches(
  pattern: string,
  text: string,
  separator: string = '',
): boolean {
  if (pattern.startsWith('!')) {
    return !globMatches(pattern.slice(1), text, separator);
  }
  if (pattern === '*') {
    return true;
  }
  const some = separator === '' ? '.*' : `[^${separator}]*`;
  const expression = pattern
    .split(/(\*\*|\*|\?)/)
    .map(part => {
      switch (part) {
        case '**':
          return '.*';
        case '*':
          return some;
        case '?':
          return '.';
        default:
          return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  return new RegExp(`^${expression}$`).test(text);
}
