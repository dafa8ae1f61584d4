import type { ComponentProps, ReactNode } from 'react';
import { BgProvider } from '@backstage/ui';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';

/** Props of {@link FieldFrame}. */
export interface FieldFrameProps {
  /** The properties of the field that is framed. */
  field: Pick<
    ComponentProps<typeof ScaffolderField>,
    'errors' | 'rawErrors' | 'required'
  > & {
    schema: { description?: string };
    uiSchema: { 'ui:description'?: string };
  };
  children: ReactNode;
}

/**
 * A field as the scaffolder frames its own: with its description and errors. The form is a sheet on the page, which the
 * field's parts must know to stand out from it.
 */
export function FieldFrame(props: FieldFrameProps) {
  const { errors, rawErrors, required, schema, uiSchema } = props.field;
  return (
    <ScaffolderField
      errors={errors}
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      required={required}
    >
      <BgProvider bg="neutral-1">{props.children}</BgProvider>
    </ScaffolderField>
  );
}
