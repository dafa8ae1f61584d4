import { CgiHeaders } from './CgiHeaders';

describe('CgiHeaders', () => {
  it('reads a head that comes in pieces and leaves the body', () => {
    const headers = new CgiHeaders();
    const answer =
      'Status: 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\n\r\na\r\n\r\nb';
    let body = '';
    for (const character of answer) {
      const chunk = Buffer.from(character);
      body += headers.complete ? character : headers.read(chunk).toString();
    }

    expect(headers.status).toBe(404);
    expect(headers.fields).toEqual({
      'Content-Type': 'text/plain; charset=utf-8',
    });
    expect(body).toBe('a\r\n\r\nb');
  });

  it('takes an answer without a status as a good one', () => {
    const headers = new CgiHeaders();
    const body = headers.read(Buffer.from('A: b:c\r\n\r\n'));

    expect(headers).toMatchObject({ complete: true, status: 200 });
    expect(headers.fields).toEqual({ A: 'b:c' });
    expect(body).toHaveLength(0);
  });
});
