import { numericId } from '../../accounts/numericId';
import { latestCheckRuns } from '../../checks/latestStatuses';
import type { ForgeRepository } from '../../ForgeRepository';
import type { CheckRun } from '../../records/types';
import type { View } from '../View';
import { serialiseApp } from './app';
import { nodeId } from './nodeId';
import { serialiseRepository } from './repository';
import { seconds } from './seconds';

interface Place {
  repository: ForgeRepository;
  view: View;
}

/** @internal */
export function serialiseCheckRun(options: Place & { checkRun: CheckRun }) {
  const { checkRun, repository, view } = options;
  const url = `${view.links.apiOf(repository)}/check-runs/${checkRun.id}`;
  const web = `${view.links.webOf(repository)}/runs/${checkRun.id}`;
  return {
    id: checkRun.id,
    name: checkRun.name,
    node_id: nodeId('CheckRun', checkRun.id),
    head_sha: checkRun.sha,
    external_id: checkRun.externalId ?? '',
    url,
    html_url: web,
    details_url: checkRun.detailsUrl ?? web,
    status: checkRun.status,
    conclusion: checkRun.conclusion ?? null,
    started_at: seconds(checkRun.startedAt),
    completed_at: checkRun.completedAt ? seconds(checkRun.completedAt) : null,
    output: {
      title: checkRun.title ?? null,
      summary: checkRun.summary ?? null,
      text: checkRun.text ?? null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: checkSuiteId(checkRun) },
    app: appOf(checkRun.app, view),
    pull_requests: [],
  };
}

/**
 * All check runs of an App for a commit are one suite.
 *
 * @internal
 */
export function checkSuiteId({ sha, app }: CheckRun): number {
  return numericId(`suite of ${app} for ${sha}`);
}

/** @internal */
export async function serialiseCheckSuite(options: Place & { run: CheckRun }) {
  const { run, repository, view } = options;
  const id = checkSuiteId(run);
  const url = `${view.links.apiOf(repository)}/check-suites/${id}`;
  const runs = latestCheckRuns(repository, run.sha).filter(
    ({ app }) => app === run.app,
  );
  const open = runs.filter(({ status }) => status !== 'completed');
  const worst =
    runs.find(({ conclusion }) => conclusion && conclusion !== 'success') ??
    run;
  const times = runs.map(each => each.completedAt ?? each.startedAt).sort();
  const commit = await repository.git.readCommit(run.sha);
  return {
    id,
    node_id: nodeId('CheckSuite', id),
    head_branch: null,
    head_sha: run.sha,
    status: open.length > 0 ? 'in_progress' : 'completed',
    conclusion: open.length > 0 ? null : worst.conclusion ?? null,
    url,
    before: null,
    after: null,
    pull_requests: [],
    app: appOf(run.app, view),
    repository: serialiseRepository(repository, view),
    created_at: seconds(runs[0]?.startedAt ?? run.startedAt),
    updated_at: seconds(times.at(-1) ?? run.startedAt),
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message.trimEnd(),
      timestamp: seconds(commit.committer.date),
      author: nameAndEmail(commit.author),
      committer: nameAndEmail(commit.committer),
    },
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
  };
}

function nameAndEmail({ name, email }: { name: string; email: string }) {
  return { name, email };
}

function appOf(slug: string, view: View) {
  const app = view.accounts.apps.find(each => each.slug === slug);
  return app ? serialiseApp(app, view) : null;
}
