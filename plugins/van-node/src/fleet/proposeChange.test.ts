import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { setupServer } from 'msw/node';
import commit from './__fixtures__/commit.json';
import pull from './__fixtures__/pull.json';
import { FakeGithub } from './__testUtils__/FakeGithub';
import type { FleetProposal } from './types';

const base = commit.sha;
const tree = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const proposed = 'cccccccccccccccccccccccccccccccccccccccc';

const proposal: FleetProposal = {
  base,
  branch: 'van/acme/add-checkout',
  title: 'Add checkout',
  body: 'Adds an application.',
  message: 'Add checkout',
  files: new Map([
    ['networks/acme/applications/checkout.yaml', 'kind: Application\n'],
    ['networks/acme/rules/old.yaml', undefined],
  ]),
};

describe('FleetRepository.propose', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  let github: FakeGithub;

  /** GitHub as it is when nothing of the change is there yet. */
  function start(host?: string) {
    github = new FakeGithub(server, host)
      .on('GET /pulls', { body: [] })
      .on(`GET /git/commits/${base}`, { body: commit })
      .on('POST /git/trees', { status: 201, body: { sha: tree } })
      .on('POST /git/commits', { status: 201, body: { sha: proposed } })
      .on('POST /git/refs', { status: 201 })
      .on('POST /pulls', { status: 201, body: pull });
  }

  beforeEach(() => start());

  /** The pull request is open; its head has this tree and message. */
  function open(head: { tree: string; message: string }) {
    github
      .on('GET /pulls', { body: [pull] })
      .on(`GET /git/commits/${pull.head.sha}`, {
        body: { ...commit, message: head.message, tree: { sha: head.tree } },
      })
      .on('PATCH /git/refs/*', { body: {} })
      .on('PATCH /pulls/:number', { body: pull });
  }

  function sent(call: string) {
    return github.requests.find(request => request.call === call)?.body;
  }

  it('opens a pull request in six calls', async () => {
    const change = await github.repository().propose(proposal);

    expect(change).toEqual({
      number: pull.number,
      url: pull.html_url,
      created: true,
      commit: proposed,
    });
    expect(github.calls).toEqual([
      'GET /pulls',
      `GET /git/commits/${base}`,
      'POST /git/trees',
      'POST /git/commits',
      'POST /git/refs',
      'POST /pulls',
    ]);
    expect(sent('POST /git/trees')).toEqual({
      base_tree: commit.tree.sha,
      tree: [
        {
          path: 'networks/acme/applications/checkout.yaml',
          mode: '100644',
          type: 'blob',
          content: 'kind: Application\n',
        },
        {
          path: 'networks/acme/rules/old.yaml',
          mode: '100644',
          type: 'blob',
          sha: null,
        },
      ],
    });
    expect(sent('POST /git/commits')).toEqual({
      message: 'Add checkout\n\nVanstage-Change: van/acme/add-checkout\n',
      tree,
      parents: [base],
    });
    expect(sent('POST /pulls')).toEqual({
      title: 'Add checkout',
      body: 'Adds an application.',
      base: 'main',
      head: 'van/acme/add-checkout',
    });
  });

  it('finds its open pull request with the same content in four calls', async () => {
    open({ tree, message: 'Add checkout' });

    const change = await github.repository().propose(proposal);

    expect(change).toEqual({
      number: pull.number,
      url: pull.html_url,
      created: false,
      commit: pull.head.sha,
    });
    expect(github.calls).toHaveLength(4);
  });

  it('brings its open pull request up to date', async () => {
    open({
      tree: 'another',
      message: 'Add checkout\n\nVanstage-Change: van/acme/add-checkout\n',
    });

    const change = await github.repository().propose(proposal);

    expect(change).toMatchObject({ created: false, commit: proposed });
    expect(github.calls).toHaveLength(7);
    expect(sent('PATCH /git/refs/*')).toEqual({ sha: proposed, force: true });
    expect(sent('PATCH /pulls/:number')).toEqual({
      title: 'Add checkout',
      body: 'Adds an application.',
    });
  });

  it('leaves an open pull request with commits of others alone', async () => {
    open({ tree: 'another', message: 'By hand' });

    await expect(github.repository().propose(proposal)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/has commits of others/),
    });
    expect(github.calls).not.toContain('PATCH /git/refs/*');
  });

  it('replaces a branch that was left over', async () => {
    github
      .on('POST /git/refs', {
        status: 422,
        body: { message: 'Reference already exists' },
      })
      .on('PATCH /git/refs/*', { body: {} });

    const change = await github.repository().propose(proposal);

    expect(change.created).toBe(true);
    expect(github.calls).toHaveLength(7);
  });

  it('finds the pull request that someone opened at the same moment', async () => {
    github
      .on('GET /pulls', { body: [] }, { body: [pull] })
      .on('POST /git/refs', { status: 422 })
      .on('PATCH /git/refs/*', { body: {} })
      .on('POST /pulls', {
        status: 422,
        body: { message: 'A pull request already exists' },
      });

    const change = await github.repository().propose(proposal);

    expect(change).toMatchObject({ number: pull.number, created: false });
    expect(github.calls).toHaveLength(8);
  });

  it('refuses a change that changes nothing', async () => {
    github.on('POST /git/trees', { body: { sha: commit.tree.sha } });

    await expect(github.repository().propose(proposal)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/"Add checkout" alters no file/),
    });
    expect(github.calls).not.toContain('POST /git/commits');
  });

  it('cuts texts that GitHub would refuse', async () => {
    await github.repository().propose({
      ...proposal,
      title: 't'.repeat(300),
      body: 'b'.repeat(70_000),
    });

    expect(sent('POST /pulls')).toMatchObject({
      title: `${'t'.repeat(255)}…`,
      body: expect.stringMatching(/^b+\n\n… The rest is cut\./),
    });
    const { body } = Object(sent('POST /pulls'));
    expect(body).toHaveLength(60_000);
  });

  it.each([
    ['POST /git/trees', 'write the files'],
    ['POST /git/commits', 'commit'],
    ['POST /git/refs', 'create the branch van/acme/add-checkout'],
    ['POST /pulls', 'open a pull request'],
  ])('names what failed when %s is refused', async (call, operation) => {
    github.on(call, { status: 403, body: { message: 'Not accessible' } });

    await expect(github.repository().propose(proposal)).rejects.toThrow(
      `Could not ${operation}`,
    );
  });

  it('tries again when GitHub has a problem of its own', async () => {
    github.on(
      'POST /git/trees',
      { status: 502, body: { message: 'Server Error' } },
      { status: 201, body: { sha: tree } },
    );

    await expect(github.repository().propose(proposal)).resolves.toMatchObject({
      created: true,
    });
  });

  it('works with the pauses that github.com asks for', async () => {
    start('github.com');

    await expect(github.repository().propose(proposal)).resolves.toMatchObject({
      created: true,
    });
  }, 30_000);
});
