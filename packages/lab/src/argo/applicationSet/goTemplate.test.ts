import { renderDeep, renderGoTemplate } from './goTemplate';

describe('renderGoTemplate', () => {
  it('fills in fields, with and without spaces and dashes', () => {
    expect(
      renderGoTemplate('{{.app}}-{{ .cluster }}/{{- .values.ring -}}', {
        app: 'web',
        cluster: 'paris',
        values: { ring: 'canary' },
      }),
    ).toBe('web-paris/canary');
  });

  it('refuses a field that is not there, in the words of Go', () => {
    expect(() => renderGoTemplate('web-{{ .nope }}', {})).toThrow(
      'failed to execute go template web-{{ .nope }}: template: :1:8: executing "" at <.nope>: map has no entry for key "nope"',
    );
  });

  it('lets a text stand for itself, braces too', () => {
    expect(renderGoTemplate('{{ "{{" }} .Values.a }}', {})).toBe(
      '{{ .Values.a }}',
    );
  });

  it('calls functions, one after the other', () => {
    expect(
      renderGoTemplate('{"spec":{{ toJson .spec }}}', { spec: { a: ['"'] } }),
    ).toBe('{"spec":{"a":["\\""]}}');
    expect(
      renderGoTemplate('{{ .name | lower | quote }}', { name: 'Paris' }),
    ).toBe('"paris"');
    expect(renderGoTemplate('{{ default "none" .ring }}', { ring: '' })).toBe(
      'none',
    );
  });

  it('refuses functions that it does not know', () => {
    expect(() =>
      renderGoTemplate('{{ upper .cluster }}', { cluster: 'a' }),
    ).toThrow('function "upper" not defined');
  });

  it('fills in names of fields too, and leaves other values alone', () => {
    expect(
      renderDeep({ '{{.key}}': ['{{.key}}', 1, true, null] }, { key: 'tag' }),
    ).toEqual({ tag: ['tag', 1, true, null] });
  });
});
