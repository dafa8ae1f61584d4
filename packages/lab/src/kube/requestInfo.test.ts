import { parseRequest } from './requestInfo';

function parse(method: string, path: string) {
  return parseRequest(method, new URL(path, 'https://kubernetes.default.svc'));
}

describe('parseRequest', () => {
  it.each([
    ['GET', '/api/v1/pods', { verb: 'list', resource: 'pods' }],
    ['GET', '/api/v1/pods?watch=1', { verb: 'watch', resource: 'pods' }],
    [
      'GET',
      '/api/v1/namespaces/a/pods/web?watch=true',
      { verb: 'get', namespace: 'a', resource: 'pods', name: 'web' },
    ],
    [
      'PATCH',
      '/apis/apps/v1/namespaces/a/deployments/web/scale',
      {
        verb: 'patch',
        group: 'apps',
        namespace: 'a',
        resource: 'deployments',
        name: 'web',
        subresource: 'scale',
      },
    ],
    [
      'DELETE',
      '/api/v1/namespaces/a',
      { verb: 'delete', namespace: 'a', resource: 'namespaces', name: 'a' },
    ],
    [
      'PUT',
      '/api/v1/namespaces/a/finalize',
      { verb: 'update', resource: 'namespaces', subresource: 'finalize' },
    ],
    [
      'DELETE',
      '/api/v1/namespaces/a/pods',
      { verb: 'deletecollection', namespace: 'a', resource: 'pods' },
    ],
    ['GET', '/apis/apps/v1', { verb: 'get', path: '/apis/apps/v1' }],
    ['GET', '/version', { verb: 'get', path: '/version' }],
  ])('%s %s', (method, path, expected) => {
    expect(parse(method, path)).toMatchObject(expected);
  });
});
