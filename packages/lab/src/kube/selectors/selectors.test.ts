import { builtinResources } from '../builtinResources';
import { parseFieldSelector, parseLabelSelector } from '.';

const object = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web-1',
    namespace: 'shop',
    labels: { app: 'web', tier: 'front', weight: '5' },
  },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
};
const pods = builtinResources.find(({ kind }) => kind === 'Pod')!;
const configMaps = builtinResources.find(({ kind }) => kind === 'ConfigMap')!;

describe('parseLabelSelector', () => {
  it.each([
    ['app=web', true],
    ['app==web', true],
    ['app!=web', false],
    ['missing!=x', true],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['app in (api, web)', true],
    ['app notin (api,web)', false],
    ['missing notin (x)', true],
    ['missing in (x)', false],
    ['app=web,tier in (front,back),!missing', true],
    ['app=web,tier=back', false],
    ['weight>4', true],
    ['weight<4', false],
  ])('"%s" selects: %s', (selector, selects) => {
    expect(parseLabelSelector(selector)?.(object)).toBe(selects);
  });

  it('selects everything when it is empty', () => {
    expect(parseLabelSelector('')).toBeUndefined();
  });

  it('refuses what is not a selector', () => {
    expect(() => parseLabelSelector('-bad=x')).toThrow(
      'unable to parse requirement',
    );
    expect(() => parseLabelSelector('app=not valid!')).toThrow(
      "found 'valid', expected: ',' or 'end of string'",
    );
  });
});

describe('parseFieldSelector', () => {
  it.each([
    ['metadata.name=web-1', true],
    ['metadata.name!=web-1', false],
    ['metadata.namespace=shop,spec.nodeName=n1', true],
    ['status.phase!=Running', false],
    ['status.podIP=', true],
  ])('"%s" selects: %s', (selector, selects) => {
    expect(parseFieldSelector(selector, pods)?.(object)).toBe(selects);
  });

  it('refuses fields that the kind does not offer', () => {
    expect(() => parseFieldSelector('spec.other=n1', pods)).toThrow(
      'field label not supported: spec.other',
    );
    expect(() => parseFieldSelector('spec.nodeName=n1', configMaps)).toThrow(
      '"spec.nodeName" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
  });
});
