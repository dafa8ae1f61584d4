import { Readable } from 'stream';
import { gzipSync } from 'zlib';
import { archive } from './__testUtils__/archive';
import { defaultArchiveLimits, readFleetArchive } from './readFleetArchive';

const top = 'acme-fleet-1111111';

describe('readFleetArchive', () => {
  const onSkipped = jest.fn();

  beforeEach(() => onSkipped.mockReset());

  async function read(
    entries: Parameters<typeof archive>[0],
    limits?: Partial<typeof defaultArchiveLimits>,
  ) {
    return await readFleetArchive({
      archive: Readable.from([await archive(entries)]),
      limits: { ...defaultArchiveLimits, ...limits },
      onSkipped,
    });
  }

  it('keeps the text files under networks/ by their path in the repository', async () => {
    const files = await read([
      { name: `${top}/README.md`, content: 'Fleet' },
      { name: `${top}/networks/`, type: 'directory' },
      { name: `${top}/networks/acme/network.yaml`, content: 'title: Zürich\n' },
      { name: `${top}/networks/acme/empty.yaml` },
    ]);

    expect([...files]).toEqual([
      ['networks/acme/network.yaml', 'title: Zürich\n'],
      ['networks/acme/empty.yaml', ''],
    ]);
    expect(onSkipped).not.toHaveBeenCalled();
  });

  it('leaves out links and binary files and says so', async () => {
    const files = await read([
      {
        name: `${top}/networks/link.yaml`,
        type: 'symlink',
        linkname: '/etc/passwd',
      },
      { name: `${top}/networks/logo.png`, content: Buffer.from([137, 255]) },
      { name: `${top}/logo.png`, content: Buffer.from([137, 255]) },
    ]);

    expect(files.size).toBe(0);
    expect(onSkipped.mock.calls).toEqual([
      ['networks/link.yaml', 'it is not a file but a symlink'],
      ['networks/logo.png', 'it is not text in UTF-8'],
    ]);
  });

  it.each([
    `${top}/networks/../../etc/passwd`,
    `${top}/../networks/a.yaml`,
    '/networks/a.yaml',
    `${top}//networks/a.yaml`,
  ])('refuses the path %s', async name => {
    await expect(read([{ name, content: 'a' }])).rejects.toThrow(
      /leads out of it/,
    );
  });

  it('refuses a file that is too large', async () => {
    const name = `${top}/networks/a.yaml`;
    await expect(
      read([{ name, content: 'aaa' }], { fileSize: 2 }),
    ).rejects.toThrow('networks/a.yaml has more than 2 bytes');
  });

  it('refuses files that are too large or too many together', async () => {
    const entries = ['a', 'b', 'c'].map(name => ({
      name: `${top}/networks/${name}.yaml`,
      content: 'aa',
    }));
    await expect(read(entries, { totalSize: 5 })).rejects.toThrow(
      'The files have more than 5 bytes',
    );
    await expect(read(entries, { files: 2 })).rejects.toThrow(
      'There are more than 2 files',
    );
    expect(await read(entries, { totalSize: 6, files: 3 })).toHaveProperty(
      'size',
      3,
    );
  });

  it('stops unpacking what is small packed and large unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * 1024 * 1024));
    await expect(
      readFleetArchive({
        archive: Readable.from([bomb]),
        limits: { ...defaultArchiveLimits, unpackedSize: 1024 * 1024 },
        onSkipped,
      }),
    ).rejects.toThrow(/more than 1048576 bytes when unpacked/);
  });

  it.each([
    ['is not gzip', Buffer.from('<html>')],
    ['is not tar', gzipSync(Buffer.alloc(1024, 'x'))],
  ])('refuses what %s', async (_, content) => {
    await expect(
      readFleetArchive({ archive: Readable.from([content]), onSkipped }),
    ).rejects.toThrow(/The archive cannot be/);
  });

  it('refuses an archive that ends too early', async () => {
    const whole = await archive([
      { name: `${top}/networks/a.yaml`, content: 'a'.repeat(2000) },
    ]);
    await expect(
      readFleetArchive({
        archive: Readable.from([whole.subarray(0, whole.length - 20)]),
        onSkipped,
      }),
    ).rejects.toThrow(/The archive cannot be/);
  });
});
