/**
 * A webhook that was sent, and what came back.
 *
 * @internal
 */
export interface Delivery {
  id: number;
  /** The same when it is delivered again. */
  guid: string;
  event: string;
  action?: string;
  url: string;
  /** ISO 8601. */
  deliveredAt: string;
  redelivery: boolean;
  /** In seconds. */
  duration: number;
  /** In words, e.g. `OK`. */
  status: string;
  /** 502 when the receiver could not be reached, 504 when it took too long. */
  statusCode: number;
  requestHeaders: Record<string, string>;
  payload: Record<string, unknown>;
  responseHeaders: Record<string, string>;
  responseText: string;
}
