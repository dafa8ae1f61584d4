import { DescribedAnswers } from './DescribedAnswers';

describe('DescribedAnswers', () => {
  const described = DescribedAnswers.load();
  const label = {
    id: 1,
    node_id: 'L1',
    url: 'http://forge/labels/a',
    name: 'a',
    color: 'ededed',
    default: false,
    description: null,
  };
  const answer = (body: unknown, status = 200, path = '/labels/a') => ({
    method: 'GET',
    path: `/repos/acme/fleet${path}`,
    status,
    contentType: 'application/json; charset=utf-8',
    text: JSON.stringify(body),
  });

  it.each([
    ['what GitHub describes', answer(label)],
    [
      'an error as GitHub words them',
      answer({ message: 'Not Found', documentation_url: 'https://x' }, 404),
    ],
  ])('accepts %s', (_, given) => {
    expect(described.problemOf(given)).toBeUndefined();
  });

  it.each([
    ['a missing field', answer({ ...label, color: undefined })],
    ['a field of another type', answer({ ...label, name: 1 })],
    ['null where there must be something', answer({ ...label, url: null })],
    ['a field that GitHub does not have', answer({ ...label, colour: 'red' })],
    ['a status that GitHub does not answer', answer(label, 201)],
    ['an error in a form of its own', answer({ error: 'no' }, 404)],
    ['a route that GitHub does not have', answer([], 200, '/flags')],
    [
      'a wrong item of a list',
      answer([label, { ...label, id: 'one' }], 200, '/labels'),
    ],
  ])('finds %s', (_, given) => {
    expect(described.problemOf(given)).toEqual(expect.any(String));
  });
});
