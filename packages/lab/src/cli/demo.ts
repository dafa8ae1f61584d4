import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivate } from '../labFiles';
import { freePort } from './freePort';
import { portalCommand, portalReady, portalUrl } from './portal';
import { runUntilStopped } from './runUntilStopped';
import { say } from './say';
import { startLab, type StartLabOptions } from './startLab';
import { superviseChild } from './superviseChild';

/** Options of {@link demo}. */
export interface DemoOptions extends StartLabOptions {
  /** The repository's root. */
  root: string;
  port: number;
}

/**
 * Where the parts of a running demo are: the content of `demo.json` in its directory.
 *
 * @public
 */
export interface DemoAddresses {
  portal: string;
  /** Pages of the forge. */
  forge: string;
  /** Page of the fleet repository. */
  fleet: string;
  /** Path of a kubeconfig with a context for each cluster. */
  kubeConfig: string;
}

/** Runs lab and portal until a signal comes or the portal ends. Resolves with the exit code. */
export function demo(options: DemoOptions): Promise<number> {
  return runUntilStopped(async (started, signal) => {
    say('Starting the lab…');
    const lab = await startLab({ ...options, signal }, started);
    const port = await freePort(options.port);
    say('Starting the portal…');
    const portal = superviseChild(
      portalCommand({
        root: options.root,
        labConfigPath: lab.portalConfigPath,
        port,
      }),
    );
    started.add(() => portal.stop());
    const asking = new AbortController();
    const ready = portalReady({
      port,
      signal: AbortSignal.any([signal, asking.signal]),
    }).then(() => undefined);
    const early = await Promise.race([ready, portal.exited]);
    if (early !== undefined) {
      asking.abort();
      await ready.catch(() => undefined);
      throw new Error(
        `The portal ended with code ${early} before it was ready. What it said is above.`,
      );
    }
    const addresses: DemoAddresses = {
      portal: portalUrl(port),
      forge: lab.forge.url,
      fleet: `${lab.forge.url}/acme/fleet`,
      kubeConfig: lab.kubeConfigPath,
    };
    const path = join(options.directory, 'demo.json');
    await writePrivate(path, JSON.stringify(addresses, undefined, 2));
    started.add(() => rm(path, { force: true }));
    say(nextSteps(addresses));
    return { ended: portal.exited.then(code => code ?? 1) };
  });
}

function nextSteps(addresses: DemoAddresses): string {
  return `
The portal is ready: ${addresses.portal}

  Network       ${addresses.portal}/van
  Fleet repo    ${addresses.fleet}
  Kubeconfig    ${addresses.kubeConfig} (a context for each cluster)

What to try (docs/getting-started.md has the same with pictures):
  1. Open the portal, press Enter, then Networks and Acme: storefront runs on paris and berlin, both tagged retail.
  2. Choose Change… → Distribute an application. Fill in, with Enter after each tag:
       Name              loyalty
       Tags              customers
       Git repository    ${addresses.forge}/acme/loyalty.git
       Folder            deploy
       Namespace         loyalty
     Next:
       Clusters tagged   retail
     Next: read the plan, choose Confirm, then Open pull request.
  3. Follow the link Pull request, choose Merge pull request, and see loyalty arrive on berlin and paris.
  4. Cut an edge in another terminal: ./vanstage lab cut berlin
     The portal says since when it is gone; ./vanstage lab restore berlin joins it again.
  5. oslo is gone for an hour, and parcel-labels is broken: ./vanstage lab fix mends both.
     ./vanstage lab --help lists all that can go wrong, docs/lab.md walks through it.

Ctrl-C stops everything.`;
}
