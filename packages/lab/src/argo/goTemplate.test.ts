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

  it('refuses functions', () => {
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
