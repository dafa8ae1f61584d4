/**
 * The head of a CGI program's answer (RFC 3875): header lines, an empty line, then the body.
 *
 * @internal
 */
export class CgiHeaders {
  status = 200;
  complete = false;
  readonly fields: Record<string, string> = {};
  private pending = Buffer.alloc(0);

  /** Takes a piece of the answer; returns what of it belongs to the body. */
  read(chunk: Buffer): Buffer {
    this.pending = Buffer.concat([this.pending, chunk]);
    const end = this.pending.indexOf('\r\n\r\n');
    if (end < 0) {
      return Buffer.alloc(0);
    }
    for (const line of this.pending.toString('utf8', 0, end).split('\r\n')) {
      const [name] = line.split(':', 1);
      const value = line.slice(name.length + 1).trim();
      if (name.toLowerCase() === 'status') {
        this.status = Number.parseInt(value, 10);
      } else {
        this.fields[name] = value;
      }
    }
    this.complete = true;
    return this.pending.subarray(end + 4);
  }
}
