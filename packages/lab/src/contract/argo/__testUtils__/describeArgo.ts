import {
  describeServers,
  startTimeout,
  type ServerKind,
} from '../../__testUtils__/describeServers';
import { ArgoWorld } from './ArgoWorld';

/** What a block of contract tests of Argo CD runs against. */
export interface ArgoContract {
  readonly kind: ServerKind;
  /** The world of the block, from its first test on. */
  readonly world: ArgoWorld;
}

/** Runs a block of tests against the embedded Argo CD and, where real servers are asked for, against the real one. */
export function describeArgo(
  title: string,
  files: Record<string, string>,
  block: (contract: ArgoContract) => void,
): void {
  describeServers(title, ({ kind }) => {
    let world: ArgoWorld | undefined;

    beforeAll(async () => {
      world = await ArgoWorld.start(kind, files);
    }, startTimeout);

    afterAll(async () => {
      await world?.stop();
    }, startTimeout);

    block({
      kind,
      get world() {
        if (!world) {
          throw new Error('The world has not been started.');
        }
        return world;
      },
    });
  });
}
