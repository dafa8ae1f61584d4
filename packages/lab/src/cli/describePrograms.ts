/** Where each program is, one a line. */
export function describePrograms(paths: ReadonlyMap<string, string>): string {
  const width = Math.max(...[...paths.keys()].map(name => name.length));
  return [...paths]
    .map(([name, path]) => `  ${name.padEnd(width)}  ${path}`)
    .join('\n');
}
