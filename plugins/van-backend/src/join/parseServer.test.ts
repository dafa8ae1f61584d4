import { parseServer } from './parseServer';

describe('parseServer', () => {
  it.each([
    ['https://paris-kube-api.van.svc:443', 443],
    ['https://paris-kube-api.van.svc', 443],
    ['https://paris-kube-api.van.svc.cluster.local:6443/', 6443],
  ])('finds the Service in %p', (server, port) => {
    expect(parseServer(server)).toEqual({
      kind: 'service',
      name: 'paris-kube-api',
      namespace: 'van',
      port,
    });
  });

  it.each([
    'https://kubernetes.default.svc',
    'https://kubernetes.default.svc.cluster.local:443',
  ])('takes %p for the hub', server => {
    expect(parseServer(server)).toEqual({ kind: 'inCluster' });
  });

  it.each([
    'https://api.example.com:6443',
    'https://10.0.0.1:6443',
    'https://paris-kube-api.van.svc.example.com',
    'paris',
    '',
  ])('finds no Service in %p', server => {
    expect(parseServer(server)).toEqual({ kind: 'other' });
  });
});
