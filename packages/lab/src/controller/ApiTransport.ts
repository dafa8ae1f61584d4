import type { Readable } from 'node:stream';

/** A request to an API server. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, below the server's address. */
  path: string;
  body?: string;
  /** Media type of the body. Default `application/json`. */
  contentType?: string;
}

/** An answer whose body may go on for as long as a watch does. */
export interface ApiAnswer {
  status: number;
  body: Readable;
}

/** The way of a client's requests to one API server. */
export interface ApiTransport {
  /** Rejects when the server cannot be reached; an error that the server answers is an answer. */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** Gives kept connections up. */
  close(): void;
}
