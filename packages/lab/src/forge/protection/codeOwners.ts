import ignore from 'ignore';
import type { ForgeRepository } from '../ForgeRepository';

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/**
 * For each group of files with the same owners, the logins of whom one must approve a change, as CODEOWNERS of a commit
 * says. The last line that matches a file decides. Teams are not known to this forge.
 *
 * @internal
 */
export async function codeOwners(
  { git }: ForgeRepository,
  options: { commit: string; paths: string[] },
): Promise<string[][]> {
  const { commit, paths } = options;
  for (const place of places) {
    const sha = await git.resolveObject(`${commit}:${place}`);
    if (sha) {
      const rules = parseRules((await git.readBlob(sha)).toString());
      const groups = paths.map(path => ownersOf(rules, path));
      const distinct = new Map(groups.map(group => [group.join(' '), group]));
      return [...distinct.values()].filter(group => group.length > 0);
    }
  }
  return [];
}

interface Rule {
  owners: string[];
  matches(path: string): boolean;
}

function parseRules(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const line of text.split('\n')) {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (pattern) {
      const matcher = ignore().add(pattern);
      rules.push({
        owners: owners
          .filter(owner => /^@[^/]+$/.test(owner))
          .map(owner => owner.slice(1)),
        matches: path => matcher.ignores(path),
      });
    }
  }
  return rules;
}

function ownersOf(rules: Rule[], path: string): string[] {
  return rules.findLast(rule => rule.matches(path))?.owners ?? [];
}
