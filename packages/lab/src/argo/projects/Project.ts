import { z } from 'zod';
import { kubeObjectSchema, type KubeObject } from '../../controller';
import type { ApplicationSource } from '../applicationSchema';
import type { ResourceRef } from '../ResourceRef';
import { globMatches } from './glob';

export const projectKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
};

const kindListSchema = z
  .array(
    z.looseObject({
      group: z.string(),
      kind: z.string(),
      name: z.string().optional(),
    }),
  )
  .optional();

const projectSchema = kubeObjectSchema.extend({
  spec: z
    .looseObject({
      sourceRepos: z.array(z.string()).default([]),
      destinations: z
        .array(
          z.looseObject({
            name: z.string().default(''),
            server: z.string().default(''),
            namespace: z.string().default(''),
          }),
        )
        .default([]),
      clusterResourceWhitelist: kindListSchema,
      clusterResourceBlacklist: kindListSchema,
      namespaceResourceWhitelist: kindListSchema,
      namespaceResourceBlacklist: kindListSchema,
    })
    .prefault({}),
});

type KindList = z.infer<typeof kindListSchema>;

/** A cluster that something is to be deployed to. */
interface Target {
  name: string;
  server: string;
  namespace: string;
}

/** What an AppProject allows to its Applications. */
export class Project {
  readonly name: string;
  private readonly spec: z.infer<typeof projectSchema>['spec'];

  private constructor(object: z.infer<typeof projectSchema>) {
    this.name = object.metadata.name;
    this.spec = object.spec;
  }

  static from(object: KubeObject): Project {
    return new Project(projectSchema.parse(object));
  }

  allowsSource(source: ApplicationSource): boolean {
    const url = normalised(source.repoURL);
    let allowed = false;
    for (const pattern of this.spec.sourceRepos) {
      const denies = pattern.startsWith('!');
      const wanted = denies
        ? `!${normalised(pattern.slice(1))}`
        : normalised(pattern);
      if (globMatches(wanted, url, '/')) {
        allowed = true;
      } else if (denies) {
        return false;
      }
    }
    return allowed;
  }

  allowsDestination(target: Target): boolean {
    let allowed = false;
    for (const item of this.spec.destinations) {
      const name = target.name !== '' && globMatches(item.name, target.name);
      const server =
        target.server !== '' && globMatches(item.server, target.server);
      const namespace = globMatches(item.namespace, target.namespace);
      if ((name || server) && namespace) {
        allowed = true;
      } else if (
        namespace &&
        ((!name && item.name.startsWith('!')) ||
          (!server && item.server.startsWith('!')))
      ) {
        return false;
      } else if (!namespace && item.namespace.startsWith('!') && server) {
        return false;
      }
    }
    return allowed;
  }

  allowsKind(ref: ResourceRef, namespaced: boolean): boolean {
    const { spec } = this;
    return namespaced
      ? (spec.namespaceResourceWhitelist === undefined ||
          isListed(ref, spec.namespaceResourceWhitelist)) &&
          !isListed(ref, spec.namespaceResourceBlacklist)
      : isListed(ref, spec.clusterResourceWhitelist) &&
          !isListed(ref, spec.clusterResourceBlacklist);
  }
}

function isListed(ref: ResourceRef, list: KindList): boolean {
  return (list ?? []).some(
    ({ group, kind, name }) =>
      globMatches(group, ref.group) &&
      globMatches(kind, ref.kind) &&
      (!name || globMatches(name, ref.name)),
  );
}

/** Two ways to write the address of a repository are one. */
function normalised(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/\.git$/, '')
    .replace(/\/$/, '');
}
