import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { isError, toError, type ErrorLike } from '@backstage/errors';
import type { VanApi } from '@vanstage/backstage-plugin-van-common';
import { vanApiRef } from '../api';
import { useNetworkChanges } from './useNetworkChanges';

/**
 * What is known of something that the backend answers. With a value *and* an error, the value is older than it should be.
 */
export interface VanData<T> {
  value?: T;
  error?: ErrorLike;
  /** Nothing is known yet. */
  loading: boolean;
  /** The value answers an earlier question; the current one is on its way. */
  outdated: boolean;
  /** The question is being asked again; what is known stays until the answer is there. */
  refreshing: boolean;
  retry(): void;
}

/**
 * How to ask, and when to ask again.
 */
export interface VanDataOptions<T> {
  /** Signals of this network cause a new request; of any network when absent. */
  network?: string;
  /** What the value is about. A value of one subject is never shown for another. */
  subject: string;
  /** Details of the question, such as page and filter: the value stays until the new one is there. */
  question?: string;
  load(api: VanApi): Promise<T>;
}

interface Answer<T> {
  subject: string;
  question?: string;
  value?: T;
  error?: ErrorLike;
}

/** What the backend said went wrong, instead of how its answer came. */
function reasonOf(thrown: unknown): ErrorLike {
  const error = toError(thrown);
  return error.name === 'ResponseError' && isError(error.cause)
    ? error.cause
    : error;
}

/**
 * Asks the backend, and again after each signal. There are no timers: what is shown stays until an answer replaces it.
 */
export function useVanData<T>(options: VanDataOptions<T>): VanData<T> {
  const { network, subject, question } = options;
  const api = useApi(vanApiRef);
  const load = useRef(options.load);
  load.current = options.load;

  const [answer, setAnswer] = useState<Answer<T>>();
  const [asking, setAsking] = useState(false);
  const newest = useRef(0);

  const request = useCallback(async () => {
    newest.current += 1;
    const mine = newest.current;
    setAsking(true);
    let result: { value: T } | { error: ErrorLike };
    try {
      result = { value: await load.current(api) };
    } catch (error) {
      result = { error: reasonOf(error) };
    }
    if (mine === newest.current) {
      setAsking(false);
      setAnswer(previous => ({
        subject,
        question,
        value:
          previous?.subject === subject && previous.question === question
            ? previous.value
            : undefined,
        ...result,
      }));
    }
  }, [api, subject, question]);

  useEffect(() => {
    request();
    return () => {
      // An answer that arrives later is not for this question.
      newest.current += 1;
    };
  }, [request]);

  useNetworkChanges(network, request);

  const known = answer?.subject === subject ? answer : undefined;
  return {
    value: known?.value,
    error: known?.error,
    loading: known === undefined,
    outdated: known !== undefined && known.question !== question,
    refreshing: known !== undefined && asking,
    retry: request,
  };
}
