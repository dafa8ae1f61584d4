import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../run';

const declaration = (kind: string, name: string, spec: string) =>
  `apiVersion: vanstage.io/v1alpha1
kind: ${kind}
metadata: { name: ${name} }
spec:
  ${spec.replaceAll('\n', '\n  ')}
`;

const application = (name: string, tags: string) =>
  declaration(
    'Application',
    name,
    `tags: ${tags}
namespace: ${name}
source: { repoURL: 'https://git.example.com/acme/${name}.git' }`,
  );

/** Files of a network with two edges, an application and a rule. */
export const files = {
  'networks/acme/network.yaml': declaration('Network', 'acme', 'title: Acme'),
  'networks/acme/clusters/paris.yaml': declaration(
    'Cluster',
    'paris',
    'role: edge\ntags: [retail]',
  ),
  'networks/acme/clusters/dallas.yaml': declaration(
    'Cluster',
    'dallas',
    'role: edge\ntags: [retial]',
  ),
  'networks/acme/applications/web.yaml': application('web', '[shop]'),
  'networks/acme/rules/shops.yaml': declaration(
    'DistributionRule',
    'shops',
    'applications: shop\nclusters: retail',
  ),
};

/** A fleet repository in a folder of its own, with Git. */
export class FleetFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'fleet-'));

  constructor(content: Record<string, string | Buffer> = files) {
    for (const [path, text] of Object.entries(content)) {
      this.write(path, text);
    }
  }

  write(path: string, text: string | Buffer): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  git(...args: string[]): string {
    return execFileSync(
      'git',
      ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args],
      { cwd: this.path, encoding: 'utf8' },
    );
  }

  commit(): void {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message=Begin');
  }

  /** Runs `van` in the folder, without colours. */
  async van(...args: string[]) {
    return await this.vanOn('', ...args);
  }

  /** {@link van} with something on its standard input. */
  async vanOn(input: string, ...args: string[]) {
    const said: string[] = [];
    const complained: string[] = [];
    const code = await run(args, {
      directory: this.path,
      version: '1.2.3',
      stdin: Readable.from([input]),
      terminal: {
        say: text => said.push(text),
        complain: text => complained.push(text),
        paint: (_, text) => text,
      },
    });
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
