import type { ForgeRepository } from '../../ForgeRepository';
import { numericId } from '../../accounts/numericId';
import type { Actor } from '../../accounts/types';
import type { View } from '../View';
import { nodeId } from './nodeId';
import { serialiseUser } from './user';

/**
 * A repository in brief, as it stands in other objects.
 *
 * @internal
 */
export function serialiseRepository(repository: ForgeRepository, view: View) {
  const { links } = view;
  const url = links.apiOf(repository);
  const web = links.webOf(repository);
  const id = numericId(repository.fullName);
  const openPulls = repository.pulls.countOpen();
  const forks = view.forksOf(repository).length;
  return {
    id,
    node_id: nodeId('Repository', id),
    name: repository.name,
    full_name: repository.fullName,
    private: false,
    owner: serialiseUser(repository.owner, view),
    html_url: web,
    description: null,
    fork: repository.parent !== undefined,
    url,
    ...templates(url),
    git_url: `${web.replace(/^https?/, 'git')}.git`,
    ssh_url: `git@${new URL(web).hostname}:${repository.fullName}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    forks_count: forks,
    open_issues_count: openPulls,
    watchers: 0,
    forks,
    open_issues: openPulls,
    has_issues: false,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: 'public',
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    default_branch: repository.defaultBranch,
  };
}

/**
 * A repository by itself, as someone sees it.
 *
 * @internal
 */
export function serialiseFullRepository(
  repository: ForgeRepository,
  options: { view: View; actor: Actor | undefined },
) {
  const { view, actor } = options;
  const { parent } = repository;
  const may = (role: 'write' | 'admin') =>
    actor?.role === 'admin' || actor?.role === role;
  return {
    ...serialiseRepository(repository, view),
    network_count: view.forksOf(repository).length,
    subscribers_count: 0,
    ...(parent && {
      parent: serialiseRepository(parent, view),
      source: serialiseRepository(parent, view),
    }),
    ...(actor && {
      permissions: {
        admin: may('admin'),
        maintain: may('admin'),
        push: may('write'),
        triage: may('write'),
        pull: true,
      },
      allow_merge_commit: true,
      allow_squash_merge: true,
      allow_rebase_merge: true,
      allow_auto_merge: false,
      allow_update_branch: false,
      delete_branch_on_merge: false,
    }),
  };
}

function templates(url: string) {
  return {
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  };
}
