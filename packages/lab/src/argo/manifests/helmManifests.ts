import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { KubeObject } from '../../controller';
import type { ManifestRequest } from './ManifestRequest';
import { parseManifests } from './parseManifests';
import { runProgram } from './runProgram';

/** Options of {@link helmManifests}. */
export interface HelmManifestsOptions extends ManifestRequest {
  /** Folder of the chart, in a checkout that may be changed. */
  directory: string;
  /** Folder of the checkout that a value file's `$name` stands for. */
  checkouts: ReadonlyMap<string, string>;
  /** A folder of this run alone. */
  home: string;
  kubeVersion?: string;
}

/** The objects that a chart makes with the Application's values. */
export async function helmManifests(
  options: HelmManifestsOptions,
): Promise<KubeObject[]> {
  const { directory, home } = options;
  const helm = (parameters: readonly string[]) =>
    runProgram({ program: 'helm', parameters, directory, home });
  const parameters = await templateParameters(options);
  let text: string;
  try {
    text = await helm(parameters);
  } catch (error) {
    if (!isMissingDependency(error)) {
      throw error;
    }
    await helm(['dependency', 'build']);
    text = await helm(parameters);
  }
  return parseManifests('helm', text);
}

async function templateParameters(
  options: HelmManifestsOptions,
): Promise<string[]> {
  const { source, application, namespace, kubeVersion, home } = options;
  const helm = source.helm ?? {};
  const parameters = [
    'template',
    '.',
    '--name-template',
    helm.releaseName || application,
  ];
  const releaseNamespace = helm.namespace || namespace;
  if (releaseNamespace) {
    parameters.push('--namespace', releaseNamespace);
  }
  if (kubeVersion) {
    parameters.push('--kube-version', kubeVersion);
  }
  for (const { name, value = '', forceString } of helm.parameters ?? []) {
    parameters.push(
      forceString ? '--set-string' : '--set',
      `${name}=${value.replace(/(?<!\\),/g, '\\,')}`,
    );
  }
  for (const file of await valueFiles(options)) {
    parameters.push('--values', file);
  }
  const values = helm.valuesObject ? stringify(helm.valuesObject) : helm.values;
  if (values) {
    const path = join(home, 'values-of-the-application.yaml');
    await writeFile(path, values);
    parameters.push('--values', path);
  }
  if (!helm.skipCrds) {
    parameters.push('--include-crds');
  }
  if (helm.skipTests) {
    parameters.push('--skip-tests');
  }
  if (helm.skipSchemaValidation) {
    parameters.push('--skip-schema-validation');
  }
  return parameters;
}

async function valueFiles(options: HelmManifestsOptions): Promise<string[]> {
  const { source, directory, checkouts } = options;
  const found: string[] = [];
  for (const file of source.helm?.valueFiles ?? []) {
    const [first, ...rest] = file.split('/');
    const path = first.startsWith('$')
      ? join(folderOfReference(first.slice(1), checkouts), ...rest)
      : join(directory, file);
    const there = await stat(path).then(
      () => true,
      () => false,
    );
    if (there || !source.helm?.ignoreMissingValueFiles) {
      found.push(path);
    }
  }
  return found;
}

function folderOfReference(
  name: string,
  checkouts: ReadonlyMap<string, string>,
): string {
  const folder = checkouts.get(name);
  if (folder === undefined) {
    throw new Error(
      `error resolving helm value files: source referenced "${name}", but no source has a 'ref' field defined`,
    );
  }
  return folder;
}

function isMissingDependency(error: unknown): boolean {
  return /found in Chart.yaml, but missing in charts\/ directory/.test(
    String(error),
  );
}
