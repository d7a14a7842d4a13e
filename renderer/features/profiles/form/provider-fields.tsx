import { Select, TextInput } from '@mantine/core'
import { useAsk } from '../../../bridge/use-ask.ts'
import { Notice } from '../../../ui/notice.tsx'
import { findProvider, providers } from '../templates/providers.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'

const byHand = 'by-hand'
const options = [
  { value: byHand, label: 'Another server' },
  ...providers.map(({ id, name }) => ({ value: id, label: name })),
]

/** Starts from what is known of a provider: its gaps are asked for, and what people stumble over is said. */
export function ProviderFields({ edit, dispatch }: FormProps) {
  const open = useAsk('app.openLink')
  const { template } = edit
  const provider = findProvider(template?.id)
  return (
    <>
      <Select
        label="Provider"
        data={options}
        value={provider?.id ?? byHand}
        allowDeselect={false}
        onChange={(id) => dispatch({ type: 'provider-chosen', id: id === byHand ? null : id })}
      />
      {(provider?.gaps ?? []).map(({ name, label, example }) => (
        <TextInput
          key={name}
          label={label}
          placeholder={example}
          value={template?.values[name] ?? ''}
          maxLength={500}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => dispatch({ type: 'gap-filled', name, value: event.currentTarget.value })}
        />
      ))}
      {provider !== null && (
        <div className={css['wide']}>
          <Notice tone="info" title={`About ${provider.name}`}>
            <ul className={css['remarks']}>
              {provider.hints.map((hint) => (
                <li key={hint}>{hint}</li>
              ))}
            </ul>
            <p className={css['hint']}>
              From{' '}
              <button type="button" className={css['link']} onClick={() => open.run({ url: provider.source })}>
                its documentation
              </button>
              , as known on {provider.checkedOn}.
            </p>
          </Notice>
        </div>
      )}
    </>
  )
}
