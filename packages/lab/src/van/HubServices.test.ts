import { parseServiceAddress } from './HubServices';

describe('parseServiceAddress', () => {
  it.each([
    'paris-kube-api.van.svc:443',
    'paris-kube-api.van.svc.cluster.local:443',
  ])('understands %s', address => {
    expect(parseServiceAddress(address)).toEqual({
      name: 'paris-kube-api',
      namespace: 'van',
      port: 443,
    });
  });

  it.each(['example.com:443', 'paris-kube-api.van:443', '127.0.0.1:80'])(
    'leads nowhere from %s',
    address => {
      expect(parseServiceAddress(address)).toBeUndefined();
    },
  );
});
