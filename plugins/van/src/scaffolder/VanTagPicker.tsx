import { useEffect, useState, type KeyboardEvent } from 'react';
import { Combobox, Tag, TagGroup } from '@backstage/ui';
import { useVanData } from '../hooks/useVanData';
import { FieldFrame } from './FieldFrame';
import { textAnswer } from './formData';
import type { tagPickerSchema } from './schemas';
import styles from './scaffolder.module.css';

/**
 * The scaffolder field that asks for tags. Known tags are suggested with how many carry each; new ones may be typed.
 */
export function VanTagPicker(props: typeof tagPickerSchema.TProps) {
  const { formData, onChange, schema, uiSchema, required, rawErrors } = props;
  const { of = 'applications', networkField = 'network' } =
    uiSchema['ui:options'] ?? {};
  const network = textAnswer(props.formContext?.formData, networkField);
  const title = schema.title ?? 'Tags';
  // For `minItems` the form fills the list with places that hold nothing yet.
  const chosen = (formData ?? []).filter(Boolean);

  const known = useVanData({
    network,
    subject: `${network}/tags`,
    load: async api => (network ? (await api.getTags(network))[of] : []),
  });
  const suggestions = (known.value ?? []).filter(
    ({ tag }) => !chosen.includes(tag),
  );

  const [typed, setTyped] = useState('');
  const [picked, setPicked] = useState<string>();

  // The list opens when its text changes and closes when its selection changes. So a tag that was added is selected for
  // a moment after the text is cleared; then nothing is, ready for the next tag.
  const [added, setAdded] = useState<string>();
  useEffect(() => {
    setPicked(added);
    setAdded(undefined);
  }, [added]);

  function add(text: string) {
    const tag = text.trim().toLocaleLowerCase('en');
    setTyped('');
    setAdded(tag || undefined);
    if (tag && !chosen.includes(tag)) {
      onChange([...chosen, tag]);
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const isOnSuggestion =
      event.target instanceof Element &&
      event.target.hasAttribute('aria-activedescendant');
    if (event.key === 'Enter' && typed && !isOnSuggestion) {
      // Enter would send the form.
      event.preventDefault();
      event.stopPropagation();
      add(typed);
    }
  }

  return (
    <FieldFrame field={props}>
      <div className={styles.tags} onKeyDownCapture={onKeyDown}>
        <Combobox
          label={title}
          isRequired={required}
          isDisabled={!network || props.disabled}
          isInvalid={Boolean(rawErrors?.length)}
          allowsCustomValue
          placeholder={
            network
              ? 'Type a tag, or choose a known one'
              : 'Choose a network first'
          }
          description={
            known.error &&
            `Known tags could not be loaded (${known.error.message}); any tag may be typed.`
          }
          options={suggestions.map(({ tag, count }) => ({
            id: tag,
            label: tag,
            description: `on ${count} ${
              count === 1 ? of.replace(/s$/, '') : of
            }`,
          }))}
          search={{ inputValue: typed, onInputChange: setTyped }}
          selectedKey={picked ?? null}
          onSelectionChange={key => {
            if (key !== null) {
              add(String(key));
            }
          }}
          onBlur={() => add(typed)}
        />
        {chosen.length > 0 && (
          <TagGroup
            aria-label={`${title}: chosen`}
            onRemove={keys => onChange(chosen.filter(tag => !keys.has(tag)))}
          >
            {chosen.map(tag => (
              <Tag key={tag} id={tag} textValue={tag}>
                {tag}
              </Tag>
            ))}
          </TagGroup>
        )}
      </div>
    </FieldFrame>
  );
}
