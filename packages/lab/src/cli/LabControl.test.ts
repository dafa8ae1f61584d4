import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig, Watch } from '@kubernetes/client-node';
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
    const cut = await controlLab(directory, { verb: 'cut', cluster: 'dallas' });
    expect(cut.edges).toMatchObject([{ name: 'dallas', cut: true }]);
    expect(lab.isCut('dallas')).toBe(true);

    await controlLab(directory, { verb: 'restore', cluster: 'dallas' });
    expect(lab.isCut('dallas')).toBe(false);
  });

  it('says which edges there are', async () => {
    await expect(
      controlLab(directory, { verb: 'cut', cluster: 'tokyo' }),
    ).rejects.toThrow(
      "The fault cut cannot be put on 'tokyo'. It can on: hub, dallas.",
    );
  });

  it('breaks and fixes what is named, and tells what is wrong', async () => {
    const broken = await controlLab(directory, {
      verb: 'break',
      fault: 'slow',
      target: 'dallas',
      options: { latency: '10' },
    });
    expect(broken.faults).toMatchObject([
      { name: 'slow', target: 'dallas', options: { latency: '10' } },
    ]);
    await controlLab(directory, {
      verb: 'break',
      fault: 'dead-watch',
      target: 'hub',
      options: {},
    });

    const left = await controlLab(directory, {
      verb: 'fix',
      words: ['dallas', 'slow'],
    });
    expect(left.faults).toMatchObject([{ name: 'dead-watch', target: 'hub' }]);
    const none = await controlLab(directory, { verb: 'fix', words: [] });
    expect(none.faults).toEqual([]);
  });

  it.each([
    [
      { fault: 'sloww', target: 'dallas' },
      /There is no fault 'sloww'\. There are: cut, silent, slow, /,
    ],
    [{ fault: 'slow', target: 'tokyo' }, 'It can on: hub, dallas.'],
    [
      { fault: 'slow', target: 'dallas', options: { speed: '1' } },
      /Unrecognized key: "speed"\. Its options are latency: milliseconds each way, default 300; bandwidth: /,
    ],
    [
      { fault: 'slow', target: 'dallas', options: { latency: 'x' } },
      /latency Invalid input: expected number/,
    ],
  ])('says what there is when asked for %j', async (fault, message) => {
    await expect(
      controlLab(directory, { verb: 'break', options: {}, ...fault }),
    ).rejects.toThrow(message);
    expect(lab.faults.active()).toEqual([]);
  });

  it('restarts the hub: who watches cannot go on from before', async () => {
    const config = new KubeConfig();
    config.loadFromFile(lab.kubeConfigPath);
    config.setCurrentContext('hub-portal');
    const firstEvent = () =>
      new Promise<unknown>((resolve, reject) => {
        const watch = new Watch(config).watch(
          '/api/v1/namespaces',
          { resourceVersion: '1' },
          (_phase, object) => {
            resolve(object);
            watch.then(request => request.abort(), reject);
          },
          resolve,
        );
        watch.catch(reject);
      });
    expect(await firstEvent()).toMatchObject({ kind: 'Namespace' });

    await lab.restart('hub', { downMilliseconds: 10 });

    expect(await firstEvent()).toMatchObject({ kind: 'Status', code: 410 });
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
