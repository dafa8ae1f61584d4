import { ApiStatusError } from './ApiStatusError';

function messageOf(body: string): string {
  const what = 'GET /version of cluster paris';
  return ApiStatusError.fromAnswer({ what, code: 500, body }).message;
}

describe('ApiStatusError', () => {
  it('says what the server said', () => {
    expect(messageOf(JSON.stringify({ message: 'etcd is away' }))).toBe(
      'GET /version of cluster paris was answered with 500: etcd is away',
    );
    expect(messageOf('<html>')).toBe(
      'GET /version of cluster paris was answered with 500',
    );
  });

  it('repeats one short line of it at the most', () => {
    const message = messageOf(
      JSON.stringify({ message: `first\n\u0000second ${'x'.repeat(60_000)}` }),
    );
    expect(message).toContain('500: first second xxx');
    expect(message.length).toBeLessThan(600);
  });
});
