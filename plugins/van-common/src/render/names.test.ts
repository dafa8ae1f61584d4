import fc from 'fast-check';
import { applicationName, argoDestination, kubeApiName } from './names';

const names = fc.stringMatching(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/);

describe('applicationName', () => {
  it('joins the two names where they fit', () => {
    expect(applicationName('web', 'paris')).toBe('web-paris');
    expect(applicationName('a'.repeat(40), 'b'.repeat(22))).toBe(
      `${'a'.repeat(40)}-${'b'.repeat(22)}`,
    );
  });

  it('shortens what does not fit, always alike: another name would deploy everything anew', () => {
    expect(applicationName('a'.repeat(40), 'b'.repeat(40))).toBe(
      `${'a'.repeat(40)}-${'b'.repeat(13)}-a5710c34`,
    );
  });

  it('keeps names apart that are the same at the beginning', () => {
    const long = 'a'.repeat(40);
    expect(applicationName(long, `${'b'.repeat(39)}c`)).not.toBe(
      applicationName(long, `${'b'.repeat(39)}d`),
    );
  });

  it('is a Kubernetes name whatever it is made of', () => {
    fc.assert(
      fc.property(names, names, (application, cluster) => {
        expect(applicationName(application, cluster)).toMatch(
          /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
        );
        expect(kubeApiName(cluster).length).toBeLessThanOrEqual(63);
      }),
    );
  });
});

describe('argoDestination', () => {
  it("is Argo CD's own name for the cluster that it runs in", () => {
    expect(argoDestination({ name: 'hub', role: 'hub' })).toBe('in-cluster');
    expect(argoDestination({ name: 'paris', role: 'edge' })).toBe('paris');
  });
});
