import { acmeFiles, acmeFleet } from '../__testUtils__/acme';
import { render } from './render';
import { renderChanges } from './renderChanges';

const listener = 'networks/acme/rendered/listeners/paris-kube-api.yaml';
const stray = 'networks/acme/rendered/applicationsets/stray.yaml';

describe('renderChanges', () => {
  const fleet = acmeFleet();
  const files = new Map([...acmeFiles(), ...render(fleet)]);

  it('has nothing to do when what is rendered follows', () => {
    expect(renderChanges(files, fleet)).toEqual(new Map());
  });

  it('mends what was edited, lost or left over, and nothing else', () => {
    const edited = new Map(files);
    edited.delete('networks/acme/rendered/applicationsets/web.yaml');
    edited.set(listener, 'edited');
    edited.set(stray, 'left over');
    const changes = renderChanges(edited, fleet);
    expect([...changes.keys()].sort()).toEqual([
      stray,
      'networks/acme/rendered/applicationsets/web.yaml',
      listener,
    ]);
    for (const [path, text] of changes) {
      expect(text).toBe(files.get(path));
    }
  });
});
