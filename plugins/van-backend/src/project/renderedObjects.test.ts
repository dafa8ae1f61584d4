import { unmanagedRow } from '../__testUtils__/rows';
import { appliesRendered } from './renderedObjects';

const acme = {
  network: 'acme',
  fleetUrl: 'https://git.example.com/acme/fleet',
};

function applies(repoURL: string, path: string | undefined): boolean {
  return appliesRendered(
    acme,
    unmanagedRow('root', { source: { repoURL, path } }),
  );
}

describe('appliesRendered', () => {
  it.each([
    'https://git.example.com/acme/fleet',
    'https://GIT.example.com/acme/fleet.git',
    'https://git.example.com/acme/fleet.git/',
    'ssh://git@git.example.com/acme/fleet.git',
    'git@git.example.com:acme/fleet.git',
  ])('knows the fleet repository as %s', repoURL => {
    expect(applies(repoURL, 'networks/acme/rendered')).toBe(true);
    expect(applies(repoURL, './networks/acme/rendered/listeners')).toBe(true);
  });

  it.each([
    ['https://git.example.com/acme/fleet', 'networks/other/rendered'],
    ['https://git.example.com/acme/fleet', 'networks/acme/rendered-by-hand'],
    ['https://git.example.com/acme/fleet', undefined],
    ['https://git.example.com/acme/apps', 'networks/acme/rendered'],
    ['https://elsewhere.example.com/acme/fleet', 'networks/acme/rendered'],
    ['not an address', 'networks/acme/rendered'],
  ])('does not take %s, path %s, for it', (repoURL, path) => {
    expect(applies(repoURL, path)).toBe(false);
  });
});
