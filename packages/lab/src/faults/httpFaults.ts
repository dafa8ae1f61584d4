import type { ServerCertificate } from '../kube';
import { isResourceRequest } from '../kube/requestInfo';
import { StatusError, unauthorized } from '../kube/status';
import { changedText, neverAnswering } from './bodies';
import type { FaultyRequest, HttpFault } from './HttpFault';
import { shiftTimes } from './shiftTimes';

/** etcd does not answer in time: what needs it fails, `/version` and discovery do not. */
export function serverErrors(): HttpFault {
  return {
    refuse: ({ info }) =>
      isResourceRequest(info)
        ? new StatusError({
            code: 500,
            message: 'etcdserver: request timed out',
          })
        : undefined,
  };
}

/** A proxy on the way answers for the cluster: a page where there should be JSON. */
export function invalidJson(): HttpFault {
  return {
    changeAnswer: request =>
      verbOf(request) === 'watch'
        ? undefined
        : changedText(
            () =>
              '<html><head><title>Sign in</title></head><body>Sign in to the network.</body></html>\n',
          ),
  };
}

/** A proxy with a limit: the body of a list ends half-way, as if that were all of it. */
export function truncatedList(): HttpFault {
  return {
    changeAnswer: request =>
      verbOf(request) === 'list'
        ? changedText(text => text.slice(0, Math.ceil(text.length / 2)))
        : undefined,
  };
}

/** Watches are accepted and stay open, and nothing ever comes. */
export function deadWatch(): HttpFault {
  return {
    changeAnswer: request =>
      verbOf(request) === 'watch' ? neverAnswering() : undefined,
  };
}

/** Another cluster answers on this one's address. */
export function wrongAuthority(certificate: ServerCertificate): HttpFault {
  return { certificate };
}

/** Every token has expired. */
export function expiredToken(): HttpFault {
  return {
    refuse: ({ authenticated }) => (authenticated ? unauthorized() : undefined),
  };
}

/** The cluster's clock is wrong by so many seconds; ahead, when they are more than 0. */
export function clockSkew(options: { seconds: number }): HttpFault {
  const milliseconds = options.seconds * 1_000;
  return {
    changeDate: date => new Date(date.getTime() + milliseconds),
    changeAnswer: request =>
      changedText(text => shiftTimes(text, milliseconds), {
        byLine: verbOf(request) === 'watch',
      }),
    changeRequest: () => changedText(text => shiftTimes(text, -milliseconds)),
  };
}

function verbOf({ info }: FaultyRequest): string | undefined {
  return isResourceRequest(info) ? info.verb : undefined;
}
