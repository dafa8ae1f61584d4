import { Octokit } from '@octokit/rest';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import type { ForgeApp, ForgeUser } from '../accounts/types';
import { Forge } from '../Forge';
import type { ForgeLimits } from '../limits/types';

type OctokitOptions = ConstructorParameters<typeof Octokit>[0];

const repository = { owner: 'acme', name: 'fleet' };

export const repo = { owner: 'acme', repo: 'fleet' };

const users: ForgeUser[] = [
  { login: 'author', token: 'a-token' },
  { login: 'approver', token: 'another-token' },
  { login: 'admin', token: 'admin-token', role: 'admin' },
  { login: 'reader', token: 'reader-token', role: 'read' },
];

/** A forge with the repository `acme/fleet` and what tests do with it. */
export class TestForge {
  private constructor(
    private readonly directory: string,
    public forge: Forge,
  ) {}

  static async start(
    options: { apps?: ForgeApp[]; limits?: Partial<ForgeLimits> } = {},
  ): Promise<TestForge> {
    const directory = await mkdtemp(join(tmpdir(), 'forge-'));
    const forge = await Forge.start({ directory, users, ...options });
    await forge.createRepository({
      ...repository,
      files: { 'README.md': 'Fleet\n', 'networks/acme/a.yaml': 'a: 1\n' },
    });
    return new TestForge(directory, forge);
  }

  async restart(): Promise<void> {
    await this.forge.stop();
    this.forge = await Forge.start({ directory: this.directory, users });
  }

  async stop(): Promise<void> {
    await this.forge.stop();
    await rm(this.directory, { recursive: true });
  }

  /** The API as the first user. */
  get api(): Octokit['rest'] {
    return this.connect('a-token').rest;
  }

  /** The API as the second user, who did not open the pull requests. */
  get approver(): Octokit['rest'] {
    return this.connect('another-token').rest;
  }

  /** The API as an administrator. */
  get admin(): Octokit['rest'] {
    return this.connect('admin-token').rest;
  }

  /** The API as someone who may only read. */
  get reader(): Octokit['rest'] {
    return this.connect('reader-token').rest;
  }

  connect(auth?: string): Octokit {
    return this.connectWith({ auth });
  }

  connectWith(options: OctokitOptions): Octokit {
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const baseUrl = `${this.forge.url}/api/v3`;
    return new Octokit({ ...options, baseUrl, log });
  }

  async head(branch = 'main'): Promise<string> {
    const ref = `heads/${branch}`;
    const { data } = await this.api.git.getRef({ ...repo, ref });
    return data.object.sha;
  }

  async commit(branch: string, files: Record<string, string>): Promise<string> {
    const message = `Change ${Object.keys(files).join(', ')}\n`;
    return await this.forge.commit({ ...repository, branch, files, message });
  }

  async openPull(branch = 'change', base = 'main') {
    const { data } = await this.api.pulls.create({
      ...repo,
      head: branch,
      base,
      title: `Pull ${branch}`,
    });
    return data;
  }

  /** A pull request as soon as GitHub would know whether it can be merged. */
  async readPull(pull_number = 1) {
    for (;;) {
      const { data } = await this.api.pulls.get({ ...repo, pull_number });
      if (data.state === 'closed' || data.mergeable !== null) {
        return data;
      }
    }
  }

  async read(path: string, ref = 'main') {
    const { data } = await this.api.repos.getContent({
      ...repo,
      path,
      ref,
      mediaType: { format: 'raw' },
    });
    return data;
  }
}
