import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import type { VanSignal } from '@vanstage/backstage-plugin-van-common';

/** At most one call in this time, in milliseconds, however many signals arrive. */
const COALESCE = 1000;

/**
 * Calls back when something of a network changed: on a signal of the backend, and when the browser may have missed
 * signals because it was offline or its page was hidden. Without a network, changes of every network count.
 */
export function useNetworkChanges(
  network: string | undefined,
  onChange: () => void,
) {
  const signals = useApiHolder().get(signalApiRef);
  const callback = useRef(onChange);
  callback.current = onChange;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = -Infinity;
    let missedSignals = false;
    const seen = new Map<string, number>();

    function changed() {
      if (timer !== undefined) {
        return;
      }
      const wait = Math.max(0, last + COALESCE - Date.now());
      timer = setTimeout(() => {
        timer = undefined;
        last = Date.now();
        callback.current();
      }, wait);
    }
    function onOffline() {
      missedSignals = true;
    }
    function onBack() {
      if (missedSignals && document.visibilityState === 'visible') {
        missedSignals = false;
        changed();
      }
    }
    function onVisibility() {
      if (document.visibilityState === 'hidden') {
        missedSignals = true;
      } else {
        onBack();
      }
    }

    // Signals are repeated, so that one which did not arrive is made up for.
    const subscription = signals?.subscribe<VanSignal & JsonObject>(
      'van',
      message => {
        const concerned = network === undefined || message.network === network;
        if (concerned && seen.get(message.network) !== message.version) {
          seen.set(message.network, message.version);
          changed();
        }
      },
    );
    window.addEventListener('offline', onOffline);
    window.addEventListener('online', onBack);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      subscription?.unsubscribe();
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onBack);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [signals, network]);
}
