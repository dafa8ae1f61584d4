import { applicationChange } from './applicationChange';

const form = {
  name: 'checkout',
  tags: ['retail'],
  repoURL: 'https://git.example.com/acme/checkout.git',
  path: 'deploy',
  targetRevision: 'main',
  namespace: 'shop',
};

describe('applicationChange', () => {
  it('fills what the form left empty', () => {
    expect(
      applicationChange({
        ...form,
        description: '',
        owner: '',
        rule: { name: '', applicationTags: [], clusterTags: ['region:eu'] },
      }),
    ).toEqual({
      kind: 'application.create',
      application: {
        name: 'checkout',
        tags: ['retail'],
        source: {
          repoURL: 'https://git.example.com/acme/checkout.git',
          path: 'deploy',
          targetRevision: 'main',
        },
        namespace: 'shop',
      },
      rule: {
        name: 'checkout',
        applicationTags: ['retail'],
        clusterTags: ['region:eu'],
      },
    });
  });

  it('keeps what the form says', () => {
    const { rule } = applicationChange({
      ...form,
      where: 'newRule',
      rule: {
        name: 'retail-eu',
        description: 'Shops in Europe',
        applicationTags: ['shop'],
        clusterTags: ['region:eu'],
      },
    });
    expect(rule).toEqual({
      name: 'retail-eu',
      description: 'Shops in Europe',
      applicationTags: ['shop'],
      clusterTags: ['region:eu'],
    });
  });

  it('leaves a rule out that the person turned away from', () => {
    const rule = { clusterTags: ['region:eu'] };
    expect(applicationChange(form).rule).toBeUndefined();
    expect(
      applicationChange({ ...form, where: 'existingRules', rule }).rule,
    ).toBeUndefined();
  });
});
