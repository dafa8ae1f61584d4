import type { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { act, screen } from '@testing-library/react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import type { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { VanApi } from '@vanstage/backstage-plugin-van-common';
import { SampleVanApi } from '../../dev/SampleVanApi';
import { vanApiRef } from '../api';
import { VanPage } from '../components/VanPage';
import { rootRouteRef, templateRouteRef } from '../routes';

/**
 * A signal service that a test speaks through.
 */
export class TestSignals implements SignalApi {
  readonly #listeners = new Set<(message: string) => void>();
  #version = 0;

  subscribe<TMessage extends JsonObject>(
    _channel: string,
    onMessage: (message: TMessage) => void,
  ) {
    // As on the wire, so that a listener gets a message of its own.
    const listener = (message: string) => onMessage(JSON.parse(message));
    this.#listeners.add(listener);
    return {
      unsubscribe: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  /** Says that something of a network changed. */
  async send(network: string) {
    this.#version += 1;
    await this.repeat(network);
  }

  /** Says again what was said last. */
  async repeat(network: string) {
    const message = JSON.stringify({ network, version: this.#version });
    await act(async () => {
      for (const listener of this.#listeners) {
        listener(message);
      }
    });
  }
}

/**
 * An API that answers with sample data except where a test says otherwise.
 */
export function sampleApi(part: Partial<VanApi> = {}): VanApi {
  return Object.assign(new SampleVanApi(), part);
}

/** An answer that never comes. */
export function never<T>(): Promise<T> {
  return new Promise(() => {});
}

/** Options of {@link renderVan} and {@link renderWithVan}. */
export interface RenderVanOptions {
  api?: Partial<VanApi>;
  signals?: SignalApi;
  /** False: the person may not ask for changes. */
  mayChange?: boolean;
}

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="Address">{`${pathname}${search}`}</output>;
}

/**
 * Where the app is now: path and search.
 */
export function address(): string {
  return screen.getByLabelText('Address').textContent ?? '';
}

/**
 * Renders an element in an app that has Vanstage's API and routes.
 */
export function renderWithVan(
  element: ReactElement,
  options: RenderVanOptions & { path?: string; mountPath?: string } = {},
) {
  return renderInTestApp(
    <>
      {element}
      <Address />
    </>,
    {
      mountPath: options.mountPath,
      initialRouteEntries: [options.path ?? '/'],
      mountedRoutes: {
        '/van': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/templates/:namespace/:templateName': templateRouteRef,
      },
      apis: [
        [vanApiRef, sampleApi(options.api)],
        [signalApiRef, options.signals ?? new TestSignals()],
        [
          permissionApiRef,
          mockApis.permission({
            authorize:
              options.mayChange === false
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ],
    },
  );
}

/**
 * Renders Vanstage's pages at a path such as `/van/acme/clusters`.
 */
export function renderVan(path: string, options: RenderVanOptions = {}) {
  return renderWithVan(<VanPage />, { ...options, path, mountPath: '/van' });
}
