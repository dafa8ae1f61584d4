import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchReport } from './BenchReport';
import { markdownReport } from './markdownReport';

/**
 * Writes the report into the folder, as Markdown for people and as JSON for programs.
 *
 * @returns the paths of both files
 * @public
 */
export async function writeReport(
  report: BenchReport,
  directory: string,
): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const files = new Map([
    [`${report.name}.md`, markdownReport(report)],
    [`${report.name}.json`, `${JSON.stringify(report, undefined, 2)}\n`],
  ]);
  const paths: string[] = [];
  for (const [name, text] of files) {
    const path = join(directory, name);
    await writeFile(path, text);
    paths.push(path);
  }
  return paths;
}
