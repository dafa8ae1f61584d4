import type { DistributionRule, Selector } from '../fleet/types';
import type { Placement } from '../placement/types';
import type { Plan } from './types';

/**
 * A piece of a sentence: plain words, or a tag or name that a page shows as a chip.
 *
 * @public
 */
export type SentencePart =
  | { text: string }
  | { tag: string }
  | { name: string };

/**
 * A rule in words: "Applications tagged `foo` run on clusters tagged `bar`".
 *
 * @public
 */
export function ruleSentence(
  rule: Pick<DistributionRule, 'applications' | 'clusters'>,
): string {
  return sentence(ruleSentenceParts(rule));
}

/**
 * {@link ruleSentence} in pieces.
 *
 * @public
 */
export function ruleSentenceParts(
  rule: Pick<DistributionRule, 'applications' | 'clusters'>,
): SentencePart[] {
  return merged([
    ...selectorParts('Applications', rule.applications),
    { text: ' run on ' },
    ...selectorParts('clusters', rule.clusters),
  ]);
}

/**
 * Why an application is where it is: "checkout runs on edge-3 because rule `retail-eu` matches `retail` → `region:eu`".
 *
 * @public
 */
export function whySentence(placement: Placement): string {
  return sentence(whySentenceParts(placement));
}

/**
 * {@link whySentence} in pieces.
 *
 * @public
 */
export function whySentenceParts(placement: Placement): SentencePart[] {
  const { application, cluster, why } = placement;
  return merged([
    { text: `${application} runs on ${cluster} because ` },
    ...why.flatMap((match, index): SentencePart[] => [
      { text: index > 0 ? ', and rule ' : 'rule ' },
      { name: match.rule },
      { text: ' matches ' },
      ...matchParts(match.applicationMatch, application),
      { text: ' → ' },
      ...matchParts(match.clusterMatch, cluster),
    ]),
  ]);
}

/**
 * A plan in a line: "3 arrive, 1 leaves, 2 change".
 *
 * @public
 */
export function planSummary(
  plan: Pick<Plan, 'added' | 'removed' | 'changed'>,
): string {
  const parts = [
    count(plan.added.length, 'arrive'),
    count(plan.removed.length, 'leave'),
    count(plan.changed.length, 'change'),
  ].filter(part => part !== undefined);
  return parts.join(', ') || 'Nothing changes';
}

function count(number: number, verb: string): string | undefined {
  if (number === 0) {
    return undefined;
  }
  return number === 1 ? `1 ${verb}s` : `${number} ${verb}`;
}

function selectorParts(what: string, selector: Selector): SentencePart[] {
  const { anyOf, allOf, noneOf, names } = selector;
  const clauses = [
    clause('tagged ', listParts(tagged(allOf), ' and ')),
    clause('tagged ', listParts(tagged(anyOf), ' or ')),
    clause('not tagged ', listParts(tagged(noneOf), ' or ')),
    clause(
      'named ',
      listParts(
        names.map(name => ({ name })),
        ' or ',
      ),
    ),
  ].filter(parts => parts.length > 0);
  if (clauses.length === 0) {
    return [
      {
        text: `${what === 'Applications' ? 'No' : 'no'} ${what.toLowerCase()}`,
      },
    ];
  }
  return [
    { text: `${what} ` },
    ...clauses.flatMap((parts, index) =>
      index > 0 ? [{ text: ', ' }, ...parts] : parts,
    ),
  ];
}

function clause(lead: string, parts: SentencePart[]): SentencePart[] {
  return parts.length > 0 ? [{ text: lead }, ...parts] : [];
}

function tagged(tags: string[]): SentencePart[] {
  return tags.map(tag => ({ tag }));
}

/** An empty match is one by the absence of tags: nothing better to show than the thing's own name. */
function matchParts(match: string[], name: string): SentencePart[] {
  return match.length > 0
    ? listParts(
        match.map(item => (item === name ? { name: item } : { tag: item })),
        ' and ',
      )
    : [{ name }];
}

function listParts(parts: SentencePart[], last: string): SentencePart[] {
  return parts.flatMap((part, index) => {
    if (index === 0) {
      return [part];
    }
    return [{ text: index === parts.length - 1 ? last : ', ' }, part];
  });
}

function merged(parts: SentencePart[]): SentencePart[] {
  const result: SentencePart[] = [];
  for (const part of parts) {
    const previous = result.at(-1);
    if (previous && 'text' in previous && 'text' in part) {
      result[result.length - 1] = { text: previous.text + part.text };
    } else {
      result.push(part);
    }
  }
  return result;
}

function sentence(parts: SentencePart[]): string {
  return parts
    .map(part => {
      if ('text' in part) {
        return part.text;
      }
      return `\`${'tag' in part ? part.tag : part.name}\``;
    })
    .join('');
}
