import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine } from './describeMachine';
import { markdownReport } from './markdownReport';
import { writeReport } from './writeReport';

const report = {
  name: 'tiny',
  title: 'Tiny',
  machine: describeMachine(),
  tables: [
    {
      title: 'Figures',
      notes: ['One note.'],
      columns: ['what', 'time, ms'],
      rows: [
        ['a', 12345.6],
        ['b', 0.012345],
        ['c', ''],
      ],
    },
  ],
};

describe('markdownReport', () => {
  it('writes tables with as many figures as are meant', () => {
    expect(markdownReport(report)).toContain(
      [
        '| what | time, ms |',
        '| --- | ---: |',
        '| a | 12,346 |',
        '| b | 0.0123 |',
        '| c |  |',
        '',
        '- One note.',
      ].join('\n'),
    );
  });
});

describe('writeReport', () => {
  it('writes Markdown and JSON', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'bench-report-'));
    const [markdown, json] = await writeReport(report, directory);

    expect(await readFile(markdown, 'utf8')).toBe(markdownReport(report));
    expect(JSON.parse(await readFile(json, 'utf8'))).toEqual(report);
    await rm(directory, { recursive: true });
  });
});
