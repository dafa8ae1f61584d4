import { ConfigReader } from '@backstage/config';
import { readFleetConfig } from './FleetConfig';

describe('readFleetConfig', () => {
  function read(fleet?: object) {
    return readFleetConfig(new ConfigReader({ van: { fleet } }));
  }

  it('reads the repository with its defaults', () => {
    expect(read({ url: 'https://github.com/acme/fleet' })).toEqual({
      url: 'https://github.com/acme/fleet',
      host: 'github.com',
      owner: 'acme',
      name: 'fleet',
      branch: 'main',
      refresh: { seconds: 30 },
    });
  });

  it('reads a repository on a port, a branch and how often it is asked', () => {
    expect(
      read({
        url: 'http://127.0.0.1:8123/acme/fleet.git/',
        branch: 'live',
        refresh: { minutes: 2 },
      }),
    ).toEqual({
      url: 'http://127.0.0.1:8123/acme/fleet',
      host: '127.0.0.1:8123',
      owner: 'acme',
      name: 'fleet',
      branch: 'live',
      refresh: { minutes: 2 },
    });
  });

  it('says what is missing', () => {
    expect(() => read()).toThrow(
      /van\.fleet is missing .* set van\.fleet\.url/,
    );
    expect(() => read({})).toThrow(/van\.fleet\.url/);
  });

  it.each([
    'fleet',
    'git@github.com:acme/fleet.git',
    'ssh://git@github.com/acme/fleet',
    'https://github.com/acme',
    'https://github.com/acme/fleet/tree/main',
  ])('says how to write %s', url => {
    expect(() => read({ url })).toThrow(
      /write it as https:\/\/github.com\/<owner>\/<repository>/,
    );
  });

  it('refuses credentials in the address without repeating them', () => {
    const url = 'https://me:hidden@github.com/acme/fleet';
    expect(() => read({ url })).toThrow(/holds credentials/);
    expect(() => read({ url })).not.toThrow(/hidden/);
  });
});
