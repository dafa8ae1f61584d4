import { act, screen, waitFor } from '@testing-library/react';
import { ResponseError } from '@backstage/errors';
import type { VanApi } from '@vanstage/backstage-plugin-van-common';
import {
  TestSignals,
  renderWithVan,
  type RenderVanOptions,
} from '../__testUtils__/renderVan';
import { useVanData } from './useVanData';

/** An answer that the test gives when it wants to. */
function deferred<T>() {
  let settle: { resolve(value: T): void; reject(error: Error): void };
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (value: T) => act(async () => settle.resolve(value)),
    reject: (error: Error) => act(async () => settle.reject(error)),
  };
}

function Probe(props: { load(api: VanApi): Promise<string> }) {
  const data = useVanData({
    network: 'acme',
    subject: 'probe',
    load: props.load,
  });
  return (
    <p>
      {data.loading ? 'loading' : `value ${data.value}`}
      {data.error && `, error ${data.error.message}`}
    </p>
  );
}

function renderProbe(load: () => Promise<string>, options?: RenderVanOptions) {
  return renderWithVan(<Probe load={load} />, options);
}

describe('useVanData', () => {
  it('asks again on a signal of its network and keeps the old value meanwhile', async () => {
    const second = deferred<string>();
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('one')
      .mockReturnValueOnce(second.promise);
    const signals = new TestSignals();
    renderProbe(load, { signals });
    await screen.findByText('value one');

    await signals.send('globex');
    await signals.send('acme');
    await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    expect(screen.getByText('value one')).toBeInTheDocument();
    await second.resolve('two');
    expect(screen.getByText('value two')).toBeInTheDocument();
  });

  it('asks once for a signal that is repeated', async () => {
    jest.useFakeTimers();
    try {
      const load = jest.fn(async () => 'one');
      const signals = new TestSignals();
      renderProbe(load, { signals });
      await act(async () => jest.advanceTimersByTimeAsync(0));
      const before = load.mock.calls.length;
      await signals.send('acme');
      await act(async () => jest.advanceTimersByTimeAsync(5000));
      await signals.repeat('acme');
      await act(async () => jest.advanceTimersByTimeAsync(5000));
      expect(load).toHaveBeenCalledTimes(before + 1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('makes one request of many signals', async () => {
    jest.useFakeTimers();
    try {
      const load = jest.fn(async () => 'one');
      const signals = new TestSignals();
      renderProbe(load, { signals });
      await act(async () => jest.advanceTimersByTimeAsync(0));
      const before = load.mock.calls.length;
      for (let count = 0; count < 50; count += 1) {
        await signals.send('acme');
      }
      await act(async () => jest.advanceTimersByTimeAsync(5000));
      expect(load).toHaveBeenCalledTimes(before + 1);
      // Nothing is asked for without a reason.
      await act(async () => jest.advanceTimersByTimeAsync(3_600_000));
      expect(load).toHaveBeenCalledTimes(before + 1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps the value when it cannot be refreshed, and says so', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('one')
      .mockRejectedValueOnce(new Error('away'));
    const signals = new TestSignals();
    renderProbe(load, { signals });
    await screen.findByText('value one');
    await signals.send('acme');
    expect(
      await screen.findByText('value one, error away'),
    ).toBeInTheDocument();
  });

  it('says what the backend said went wrong', async () => {
    const response = new Response(
      JSON.stringify({
        error: { name: 'NotFoundError', message: 'There is no such network.' },
        response: { statusCode: 404 },
      }),
      { status: 404, headers: { 'Content-Type': 'application/json' } },
    );
    const error = await ResponseError.fromResponse(response);
    renderProbe(async () => {
      throw error;
    });
    expect(
      await screen.findByText(/error There is no such network\./),
    ).toBeInTheDocument();
  });

  it('does not let a late answer replace a newer one', async () => {
    const first = deferred<string>();
    const load = jest
      .fn<Promise<string>, []>()
      .mockReturnValueOnce(first.promise)
      .mockResolvedValueOnce('new');
    const signals = new TestSignals();
    renderProbe(load, { signals });
    await screen.findByText('loading');
    await signals.send('acme');
    await screen.findByText('value new');
    await first.resolve('old');
    expect(screen.getByText('value new')).toBeInTheDocument();
  });

  it('asks again when the browser was offline, because signals may be missed', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('one')
      .mockResolvedValueOnce('two');
    renderProbe(load);
    await screen.findByText('value one');
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    expect(load).toHaveBeenCalledTimes(1);
    act(() => {
      window.dispatchEvent(new Event('offline'));
      window.dispatchEvent(new Event('online'));
    });
    expect(await screen.findByText('value two')).toBeInTheDocument();
  });
});
