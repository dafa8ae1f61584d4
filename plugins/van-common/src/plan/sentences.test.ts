import {
  planSummary,
  ruleSentence,
  ruleSentenceParts,
  whySentence,
  whySentenceParts,
} from './sentences';

const none = { anyOf: [], allOf: [], noneOf: [], names: [] };

describe('ruleSentence', () => {
  it('says a simple rule as people say it', () => {
    const rule = {
      applications: { ...none, anyOf: ['foo'] },
      clusters: { ...none, anyOf: ['bar'] },
    };
    expect(ruleSentence(rule)).toBe(
      'Applications tagged `foo` run on clusters tagged `bar`',
    );
    expect(ruleSentenceParts(rule)).toEqual([
      { text: 'Applications tagged ' },
      { tag: 'foo' },
      { text: ' run on clusters tagged ' },
      { tag: 'bar' },
    ]);
  });

  it('says every part of a selector', () => {
    expect(
      ruleSentence({
        applications: { ...none, anyOf: ['a', 'b', 'c'], noneOf: ['d'] },
        clusters: {
          anyOf: ['e'],
          allOf: ['f', 'g'],
          noneOf: [],
          names: ['paris', 'berlin'],
        },
      }),
    ).toBe(
      'Applications tagged `a`, `b` or `c`, not tagged `d` run on clusters tagged `f` and `g`, tagged `e`, named `paris` or `berlin`',
    );
  });

  it('says when a rule means nothing', () => {
    expect(ruleSentence({ applications: none, clusters: none })).toBe(
      'No applications run on no clusters',
    );
  });
});

describe('whySentence', () => {
  it('names the rule and what matched on both sides', () => {
    const placement = {
      application: 'checkout',
      cluster: 'edge-3',
      why: [
        {
          rule: 'retail-eu',
          applicationMatch: ['retail'],
          clusterMatch: ['region:eu'],
        },
      ],
    };
    expect(whySentence(placement)).toBe(
      'checkout runs on edge-3 because rule `retail-eu` matches `retail` → `region:eu`',
    );
    expect(whySentenceParts(placement)).toEqual([
      { text: 'checkout runs on edge-3 because rule ' },
      { name: 'retail-eu' },
      { text: ' matches ' },
      { tag: 'retail' },
      { text: ' → ' },
      { tag: 'region:eu' },
    ]);
  });

  it('names every rule, and the thing itself where it was named or nothing matched', () => {
    expect(
      whySentence({
        application: 'checkout',
        cluster: 'edge-3',
        why: [
          {
            rule: 'one',
            applicationMatch: ['a', 'b'],
            clusterMatch: ['edge-3'],
          },
          { rule: 'two', applicationMatch: [], clusterMatch: ['c'] },
        ],
      }),
    ).toBe(
      'checkout runs on edge-3 because rule `one` matches `a` and `b` → `edge-3`, and rule `two` matches `checkout` → `c`',
    );
  });
});

describe('planSummary', () => {
  const moves = (added: number, removed: number, changed: number) => ({
    added: Array.from({ length: added }, () => ({
      application: 'a',
      cluster: 'c',
      why: [],
    })),
    removed: Array.from({ length: removed }, () => ({
      application: 'a',
      cluster: 'c',
      why: [],
    })),
    changed: Array.from({ length: changed }, () => ({
      application: 'a',
      cluster: 'c',
      differences: [],
    })),
  });

  it('counts in words', () => {
    expect(planSummary(moves(3, 1, 2))).toBe('3 arrive, 1 leaves, 2 change');
    expect(planSummary(moves(1, 0, 1))).toBe('1 arrives, 1 changes');
    expect(planSummary(moves(0, 0, 0))).toBe('Nothing changes');
  });
});
