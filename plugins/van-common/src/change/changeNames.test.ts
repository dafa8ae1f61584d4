import { applicationChange } from './applicationChange';
import { changeBranch, changeTitle } from './changeNames';

const form = {
  name: 'checkout',
  tags: ['retail'],
  repoURL: 'https://git.example.com/acme/checkout.git',
  path: 'deploy',
  targetRevision: 'main',
  namespace: 'shop',
};
const change = applicationChange(form);

describe('changeBranch', () => {
  it('is the same for the same change, however it is written down', () => {
    const { application, kind } = change;
    const { name, ...rest } = application;
    expect(changeBranch({ application: { ...rest, name }, kind }, 'acme')).toBe(
      changeBranch(change, 'acme'),
    );
    expect(changeBranch(change, 'acme')).toMatch(
      /^vanstage\/acme\/distribute-checkout-[0-9a-f]{10}$/,
    );
  });

  it('is another one for another change or network', () => {
    const branches = [
      changeBranch(change, 'acme'),
      changeBranch(change, 'beta'),
      changeBranch(applicationChange({ ...form, path: '.' }), 'acme'),
      changeBranch(
        applicationChange({ ...form, rule: { clusterTags: ['a'] } }),
        'acme',
      ),
    ];
    expect(new Set(branches).size).toBe(branches.length);
  });
});

describe('changeTitle', () => {
  it('says what the change does', () => {
    expect(changeTitle(change)).toBe('Distribute checkout');
    expect(
      changeTitle(
        applicationChange({
          ...form,
          rule: { name: 'retail-eu', clusterTags: ['a'] },
        }),
      ),
    ).toBe('Distribute checkout with rule retail-eu');
  });
});
