import type { LabStatus } from './labRequests';

/** A lab's status, for the person at the terminal. */
export function describeStatus(status: LabStatus, now: Date): string {
  const width = Math.max(...status.edges.map(({ name }) => name.length));
  return [
    `The lab runs (process ${status.pid}).`,
    `  forge       ${status.forge}`,
    `  kubeconfig  ${status.kubeConfig}`,
    `  hub         ${status.hub}`,
    ...status.edges.map(
      ({ name, url, cut }) =>
        `  edge        ${name.padEnd(width)}  ${url}  ${
          cut ? 'link cut' : 'linked'
        }`,
    ),
    ...status.faults.map(
      ({ name, target, since, options }) =>
        `  wrong       ${[
          name,
          target,
          ...Object.entries(options).map(([key, value]) => `${key}=${value}`),
        ].join(' ')}, for ${age(since, now)}`,
    ),
    ...status.drifted.map(
      ({ application, cluster }) =>
        `  drifting    ${application} on ${cluster}: somebody goes on changing it by hand`,
    ),
  ].join('\n');
}

function age(since: string, now: Date): string {
  const seconds = Math.round((now.getTime() - Date.parse(since)) / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
