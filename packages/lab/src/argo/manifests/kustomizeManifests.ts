import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';
import type { KubeObject } from '../../controller';
import type { ApplicationSource } from '../applicationSchema';
import { parseManifests } from './parseManifests';
import { runProgram } from './runProgram';

/** The names that a kustomization may have. */
export const kustomizationFiles = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

type KustomizeOptions = NonNullable<ApplicationSource['kustomize']>;

/** Options of {@link kustomizeManifests}. */
export interface KustomizeManifestsOptions {
  source: ApplicationSource;
  /** Folder of the kustomization, in a checkout that may be changed. */
  directory: string;
  home: string;
}

/**
 * The objects that a kustomization describes. The Application's own settings are edited into it before, as Argo CD does.
 */
export async function kustomizeManifests(
  options: KustomizeManifestsOptions,
): Promise<KubeObject[]> {
  const { source, directory, home } = options;
  const kustomize = (parameters: readonly string[]) =>
    runProgram({ program: 'kustomize', parameters, directory, home });
  const settings = source.kustomize ?? {};
  for (const edit of editsOf(settings)) {
    await kustomize(['edit', ...edit]);
  }
  await addPatches(settings, directory);
  const components = await presentComponents(settings, directory);
  if (components.length > 0) {
    await kustomize(['edit', 'add', 'component', ...components]);
  }
  return parseManifests('kustomize', await kustomize(['build', '.']));
}

function editsOf(settings: KustomizeOptions): string[][] {
  const edits: string[][] = [];
  const add = (edit: string[], values: readonly string[] | undefined) => {
    if (values && values.length > 0) {
      edits.push([...edit, ...values]);
    }
  };
  add(['set', 'nameprefix', '--'], optional(settings.namePrefix));
  add(['set', 'namesuffix', '--'], optional(settings.nameSuffix));
  add(['set', 'image'], settings.images);
  add(
    ['set', 'replicas'],
    settings.replicas?.map(({ name, count }) => `${name}=${count}`),
  );
  add(
    [
      'add',
      'label',
      ...(settings.forceCommonLabels ? ['--force'] : []),
      ...(settings.labelWithoutSelector ? ['--without-selector'] : []),
      ...(settings.labelIncludeTemplates ? ['--include-templates'] : []),
    ],
    pairsOf(settings.commonLabels),
  );
  add(
    [
      'add',
      'annotation',
      ...(settings.forceCommonAnnotations ? ['--force'] : []),
    ],
    pairsOf(settings.commonAnnotations),
  );
  add(['set', 'namespace', '--'], optional(settings.namespace));
  return edits;
}

function optional(value: string | undefined): string[] {
  return value ? [value] : [];
}

function pairsOf(values: Record<string, string> | undefined): string[] {
  return Object.entries(values ?? {}).map(
    ([name, value]) => `${name}:${value}`,
  );
}

/** There is no command that adds patches. */
async function addPatches(
  settings: KustomizeOptions,
  directory: string,
): Promise<void> {
  const { patches = [] } = settings;
  if (patches.length === 0) {
    return;
  }
  for (const name of kustomizationFiles) {
    const path = join(directory, name);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) {
      const document = parseDocument(text);
      const known = document.get('patches');
      if (isSeq(known)) {
        patches.forEach(patch => known.add(document.createNode(patch)));
      } else if (isMap(document.contents)) {
        document.set('patches', document.createNode(patches));
      }
      await writeFile(path, document.toString());
      return;
    }
  }
  throw new Error('kustomization file not found in the path');
}

async function presentComponents(
  settings: KustomizeOptions,
  directory: string,
): Promise<string[]> {
  const { components = [], ignoreMissingComponents } = settings;
  if (!ignoreMissingComponents) {
    return components;
  }
  const present: string[] = [];
  for (const component of components) {
    for (const name of kustomizationFiles) {
      const found = await stat(join(directory, component, name)).catch(
        () => undefined,
      );
      if (found?.isFile()) {
        present.push(component);
        break;
      }
    }
  }
  return present;
}
