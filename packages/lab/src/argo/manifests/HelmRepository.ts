import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ApplicationSource } from '../applicationSchema';
import { wantedRevision } from '../sources';
import { runProgram } from './runProgram';

const chartSchema = z.looseObject({ name: z.string(), version: z.string() });

/** A chart as it was fetched from a Helm repository. */
export interface FetchedChart {
  /** Folder with its `Chart.yaml`. */
  directory: string;
  /** The version that the wanted one, which may be a range, came out as. */
  version: string;
}

/** Fetches a chart from a Helm repository (an index over HTTP, or an OCI registry) into an empty folder. */
export async function fetchChart(
  source: ApplicationSource,
  home: string,
): Promise<FetchedChart> {
  const chart = source.chart ?? '';
  const wanted = wantedRevision(source);
  const fromIndex = /^https?:\/\//.test(source.repoURL);
  await runProgram({
    program: 'helm',
    parameters: [
      'pull',
      ...(fromIndex
        ? [chart, '--repo', source.repoURL]
        : [`oci://${source.repoURL.replace(/^oci:\/\//, '')}/${chart}`]),
      ...(wanted === 'HEAD' ? [] : ['--version', wanted]),
      '--untar',
      '--untardir',
      home,
    ],
    directory: home,
    home,
  });
  const directory = join(home, chart);
  const { version } = chartSchema.parse(
    parse(await readFile(join(directory, 'Chart.yaml'), 'utf8')),
  );
  return { directory, version };
}
