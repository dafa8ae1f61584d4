import type { Transform } from 'node:stream';
import type { ServerCertificate } from '../kube';
import type { PathRequest, ResourceRequest } from '../kube/requestInfo';
import type { StatusError } from '../kube/status';

/** A request to a cluster, as far as faults look at it. */
export interface FaultyRequest {
  info: ResourceRequest | PathRequest;
  /** Whether it came with a bearer token. */
  authenticated: boolean;
}

/** What goes wrong between a client and a cluster that are both well: each part is optional, and stands alone. */
export interface HttpFault {
  /** Shown to clients in place of the cluster's own. */
  certificate?: ServerCertificate;
  /** An error given in place of the cluster's answer; undefined asks the cluster. */
  refuse?(request: FaultyRequest): StatusError | undefined;
  /** What becomes of the body of an answer; undefined leaves it as it is. */
  changeAnswer?(request: FaultyRequest): Transform | undefined;
  /** What becomes of the body of a request; undefined leaves it as it is. */
  changeRequest?(request: FaultyRequest): Transform | undefined;
  /** What becomes of an answer's `Date` header. */
  changeDate?(date: Date): Date;
}
