/** The shape that the API server reads of a body before it knows its kind, as Go names it. */
const typeMetaStruct =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

const excerptBytes = 30;

/** The word that Go's JSON errors have for a value. */
export function goJsonType(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Why a text is no JSON, in the words of Go. */
export function goJsonProblem(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  const isCutOff =
    /end of JSON|Unterminated/.test(message) ||
    (position !== undefined && Number(position) >= text.length);
  const token = /^Unexpected token '(.+?)'/.exec(message)?.[1];
  const found = token ?? text.charAt(Number(position ?? 0));
  return isCutOff
    ? 'unexpected end of JSON input'
    : `invalid character '${found}' looking for beginning of value`;
}

/** The beginning of a body that cannot be read: as it is where it looks like an object, otherwise in hexadecimal. */
export function bodyExcerpt(body: Buffer): string {
  if (body.length === 0) {
    return '<empty>';
  }
  const encoding = body[0] === 0x7b ? 'utf8' : 'hex';
  const begin = body.subarray(0, excerptBytes).toString(encoding);
  return body.length > excerptBytes ? `${begin} ...` : begin;
}

/** Why a JSON value is no object of the API, in the words of Go. */
export function notAnObject(value: unknown): string {
  return `json: cannot unmarshal ${goJsonType(
    value,
  )} into Go value of type ${typeMetaStruct}`;
}
