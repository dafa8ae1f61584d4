import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kubeObjectSchema, type KubeObject } from '../controller';
import { packageFolder } from '../packageFolder';

type Project = 'argo' | 'skupper';

const known = new Map<Project, Promise<KubeObject[]>>();

/** The CustomResourceDefinitions of Argo CD or Skupper, as these projects publish them; read once. */
export function readCrds(project: Project): Promise<KubeObject[]> {
  const definitions = known.get(project) ?? read(project);
  known.set(project, definitions);
  return definitions;
}

async function read(project: Project): Promise<KubeObject[]> {
  const folder = join(packageFolder('crds'), project);
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  return Promise.all(
    names.map(async name =>
      kubeObjectSchema.parse(
        // The Kubernetes client's own reader gives fields such as x-kubernetes-preserve-unknown-fields other names.
        parse(await readFile(join(folder, name), 'utf8')),
      ),
    ),
  );
}
