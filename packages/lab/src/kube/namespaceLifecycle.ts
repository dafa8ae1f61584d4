import { KubeObject, listAt } from './kubeObject';
import { ObjectWriter } from './ObjectWriter';
import { ResourceRegistry, ServedResource } from './ResourceRegistry';
import { StatusError } from './status';

const systemNamespaces = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

/**
 * Does what a real cluster's controller manager does for namespaces: fills new ones, empties deleted ones.
 *
 * @internal
 */
export class NamespaceLifecycle {
  readonly #registry: ResourceRegistry;
  readonly #writer: ObjectWriter;
  readonly #caPem: string;
  readonly #namespaces: ServedResource;

  private constructor(options: {
    registry: ResourceRegistry;
    writer: ObjectWriter;
    caPem: string;
  }) {
    this.#registry = options.registry;
    this.#writer = options.writer;
    this.#caPem = options.caPem;
    this.#namespaces = options.registry.builtin('', 'namespaces');
  }

  static attach(options: {
    registry: ResourceRegistry;
    writer: ObjectWriter;
    caPem: string;
  }): NamespaceLifecycle {
    const lifecycle = new NamespaceLifecycle(options);
    lifecycle.#follow();
    return lifecycle;
  }

  /** Creates the namespaces that each cluster has, and the Service of its API. */
  seed(): void {
    for (const name of systemNamespaces) {
      this.#create('namespaces', undefined, { metadata: { name } });
    }
    this.#create('services', 'default', {
      metadata: {
        name: 'kubernetes',
        labels: { component: 'apiserver', provider: 'kubernetes' },
      },
      spec: {
        clusterIP: '10.96.0.1',
        ports: [
          { name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 },
        ],
        type: 'ClusterIP',
      },
    });
  }

  #follow(): void {
    this.#namespaces.store.subscribe(event => {
      const name = event.current.key;
      if (event.type === 'ADDED') {
        queueMicrotask(() => this.#fill(name));
      } else if (event.current.object.metadata.deletionTimestamp) {
        setImmediate(() => this.#empty(name));
      }
    });
    this.#registry.onRegister(served => {
      if (served.definition.namespaced) {
        served.store.subscribe(event => {
          const [name] = event.current.key.split('/');
          if (event.type === 'DELETED' && this.#isTerminating(name)) {
            setImmediate(() => this.#empty(name));
          }
        });
      }
    });
  }

  #isTerminating(name: string): boolean {
    const metadata = this.#namespaces.store.get(name)?.object.metadata;
    return metadata?.deletionTimestamp !== undefined;
  }

  #create(
    resource: string,
    namespace: string | undefined,
    object: KubeObject,
  ): void {
    const served = this.#registry.builtin('', resource);
    const [version] = served.definition.versions;
    try {
      this.#writer.create(served, {
        version,
        namespace,
        object: {
          ...object,
          apiVersion: version.name,
          kind: served.definition.kind,
        },
      });
    } catch (error) {
      if (!(error instanceof StatusError)) {
        throw error;
      }
    }
  }

  #fill(namespace: string): void {
    this.#create('serviceaccounts', namespace, {
      metadata: { name: 'default' },
    });
    this.#create('configmaps', namespace, {
      metadata: {
        name: 'kube-root-ca.crt',
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': this.#caPem },
    });
  }

  #empty(name: string): void {
    const namespace = this.#namespaces.store.get(name);
    if (!namespace || !this.#isTerminating(name)) {
      return;
    }
    let remaining = 0;
    for (const served of this.#registry.all()) {
      if (served.definition.namespaced) {
        remaining += this.#emptyResource(served, name);
      }
    }
    const isHeld = listAt(namespace.object, 'spec', 'finalizers').includes(
      'kubernetes',
    );
    if (remaining > 0 || !isHeld) {
      return;
    }
    this.#writer.update(this.#namespaces, {
      version: this.#namespaces.definition.versions[0],
      name,
      subresource: 'finalize',
      change: current => ({
        ...current,
        spec: {
          finalizers: listAt(current, 'spec', 'finalizers').filter(
            finalizer => finalizer !== 'kubernetes',
          ),
        },
      }),
    });
  }

  /** Deletes the objects and gives the number of those that are held by finalizers. */
  #emptyResource(served: ServedResource, namespace: string): number {
    let held = 0;
    for (const stored of [...served.store.list({ prefix: `${namespace}/` })]) {
      const { name = '', deletionTimestamp } = stored.object.metadata;
      const result = deletionTimestamp
        ? { removed: served.store.get(stored.key) === undefined }
        : this.#writer.delete(served, {
            namespace,
            name,
            propagationPolicy: 'Background',
          });
      held += result.removed ? 0 : 1;
    }
    return held;
  }
}
