import { askedPlan, textAnswer } from './formData';

const answers = {
  network: 'acme',
  name: 'gift-cards',
  tags: ['retail'],
  repoURL: 'https://github.com/acme/gift-cards',
  path: '.',
  targetRevision: 'main',
  namespace: 'gift-cards',
  where: 'newRule',
  rule: { clusterTags: ['region:eu'] },
};

describe('askedPlan', () => {
  it('is the change that the action makes of the same answers', () => {
    expect(askedPlan({ ...answers, review: { base: 'x' } })).toEqual({
      network: 'acme',
      change: expect.objectContaining({
        kind: 'application.create',
        rule: expect.objectContaining({
          name: 'gift-cards',
          applicationTags: ['retail'],
          clusterTags: ['region:eu'],
        }),
      }),
    });
  });

  it('leaves a rule out that the person decided against', () => {
    expect(
      askedPlan({ ...answers, where: 'existingRules' }).change.rule,
    ).toBeUndefined();
  });

  it('refuses answers that are not complete, and says which', () => {
    expect(() => askedPlan({ ...answers, name: '' })).toThrow(/name/);
    expect(() => askedPlan(undefined)).toThrow(/The change cannot be made/);
  });
});

describe('textAnswer', () => {
  it('reads texts only', () => {
    expect(textAnswer(answers, 'network')).toBe('acme');
    expect(textAnswer(answers, 'tags')).toBeUndefined();
    expect(textAnswer({ network: '' }, 'network')).toBeUndefined();
    expect(textAnswer(undefined, 'network')).toBeUndefined();
  });
});
