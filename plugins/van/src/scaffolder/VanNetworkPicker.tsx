import { useEffect } from 'react';
import { Select } from '@backstage/ui';
import { ErrorNotice } from '../components/ErrorNotice';
import { useVanData } from '../hooks/useVanData';
import { FieldFrame } from './FieldFrame';
import type { networkPickerSchema } from './schemas';

/**
 * The scaffolder field that asks for a network. The only one there is is chosen already.
 */
export function VanNetworkPicker(props: typeof networkPickerSchema.TProps) {
  const { formData, onChange, schema, required, rawErrors } = props;
  const { value, error, loading, retry } = useVanData({
    subject: 'networks',
    load: async api => (await api.getNetworks()).items,
  });

  const only = value?.length === 1 ? value[0].name : undefined;
  useEffect(() => {
    if (only && !formData) {
      onChange(only);
    }
  }, [only, formData, onChange]);

  return (
    <FieldFrame field={props}>
      {error && (
        <ErrorNotice
          title="The networks could not be loaded"
          error={error}
          onRetry={retry}
        />
      )}
      <Select
        label={schema.title ?? 'Network'}
        isRequired={required}
        isDisabled={loading || props.disabled}
        isInvalid={Boolean(rawErrors?.length)}
        options={(value ?? []).map(network => ({
          id: network.name,
          label: network.title ?? network.name,
        }))}
        placeholder={loading ? 'Loading the networks…' : 'Choose a network'}
        value={formData ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
      />
    </FieldFrame>
  );
}
