import { missSentence } from './missSentence';

const pair = { application: 'web', cluster: 'paris' };

describe('missSentence', () => {
  it.each([
    [
      { clause: 'anyOf', values: ['retail', 'shop'], nearest: 'retial' },
      'cluster',
      'rule `r` asks for a cluster tagged `retail` or `shop`, which paris is not; it has `retial`',
    ],
    [
      { clause: 'allOf', values: ['a', 'b', 'c'] },
      'application',
      'rule `r` asks for a application tagged `a`, `b` and `c`, which web is not',
    ],
    [
      { clause: 'noneOf', values: ['factory'] },
      'cluster',
      'rule `r` leaves out a cluster tagged `factory`, as paris is',
    ],
    [
      { clause: 'names', values: ['berlin'] },
      'cluster',
      'rule `r` names the cluster `berlin`, not paris',
    ],
    [
      { clause: 'empty', values: [] },
      'application',
      'rule `r` does not say which applications it means',
    ],
  ] as const)('tells %j of the %s', (miss, side, sentence) => {
    expect(
      missSentence(
        { rule: 'r', side, miss: { ...miss, values: [...miss.values] } },
        pair,
      ),
    ).toBe(sentence.replace('a application', 'an application'));
  });
});
