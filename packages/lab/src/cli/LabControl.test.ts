import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lab } from '../Lab';
import { controlLab, runningLab } from './controlLab';
import { freePort } from './freePort';
import { controlPath, LabControl } from './LabControl';

jest.setTimeout(60_000);

describe('LabControl', () => {
  let directory: string;
  let lab: Lab;
  let control: LabControl;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lab-control-'));
    lab = await Lab.start({ directory, edges: ['dallas'] });
    control = await LabControl.start({ lab, directory });
  });

  afterAll(async () => {
    await control?.stop();
    await lab?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('cuts and restores links', async () => {
    const cut = await controlLab(directory, { verb: 'cut', edge: 'dallas' });
    expect(cut.edges).toMatchObject([{ name: 'dallas', cut: true }]);
    expect(lab.isCut('dallas')).toBe(true);

    await controlLab(directory, { verb: 'restore', edge: 'dallas' });
    expect(lab.isCut('dallas')).toBe(false);
  });

  it('says which edges there are', async () => {
    await expect(
      controlLab(directory, { verb: 'cut', edge: 'tokyo' }),
    ).rejects.toThrow("The lab has no cluster 'tokyo'. It has: hub, dallas.");
  });

  it('answers only those who can read the token', async () => {
    const path = controlPath(directory);
    expect((await stat(path)).mode & 0o077).toBe(0);
    const { url } = JSON.parse(await readFile(path, 'utf8'));

    const refused = await fetch(`${url}/cut/dallas`, {
      method: 'POST',
      headers: { authorization: 'Bearer guessed' },
    });
    expect(refused.status).toBe(404);
    expect(lab.isCut('dallas')).toBe(false);
  });

  it('is not taken for running by what a killed lab left', async () => {
    const stale = await mkdtemp(join(tmpdir(), 'lab-stale-'));
    await writeFile(
      controlPath(stale),
      JSON.stringify({ url: 'http://127.0.0.1:1', token: 'old', pid: 1 }),
    );

    expect(await runningLab(stale)).toBeUndefined();
    expect(await runningLab(directory)).toBe(process.pid);
    await expect(controlLab(stale, { verb: 'status' })).rejects.toThrow(
      `No lab runs in ${stale}.`,
    );
    await rm(stale, { recursive: true });
  });
});

describe('Lab.start', () => {
  it('leaves nothing running when it fails half-way', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lab-failed-'));
    const port = await freePort(0);
    const start = Lab.start({
      directory,
      edges: ['dallas', 'tokyo'],
      ports: { hub: port },
    });

    await expect(start).rejects.toThrow(
      "The lab's story has no cluster 'tokyo'.",
    );
    expect(await freePort(port)).toBe(port);
    await rm(directory, { recursive: true });
  });
});
