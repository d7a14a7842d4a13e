import { Select } from '@mantine/core'
import type { ExchangedTokenType } from '@contract/oauth'
import { hasTokens, choiceOf } from '../edit/choice.ts'
import type { ExchangeEdit } from '../edit/exchange-edit.ts'
import type { FormProps } from './form-props.ts'
import { TextField } from './text-field.tsx'

const kinds: { value: ExchangeEdit['subjectWhich']; label: string }[] = [
  { value: 'access', label: 'Access token' },
  { value: 'refresh', label: 'Refresh token' },
  { value: 'id', label: 'ID token' },
]
const wanted: readonly { value: ExchangedTokenType; label: string }[] = [
  { value: 'access_token', label: 'Access token' },
  { value: 'refresh_token', label: 'Refresh token' },
  { value: 'id_token', label: 'ID token' },
  { value: 'jwt', label: 'JWT' },
  { value: 'saml1', label: 'SAML 1.1 assertion' },
  { value: 'saml2', label: 'SAML 2.0 assertion' },
]
const none = 'none'

/** Whose token is traded in, for whom, and for what (RFC 8693 §2.1). */
export function ExchangeFields(form: FormProps) {
  const { exchange } = form.edit
  const set = (change: Partial<ExchangeEdit>) => form.dispatch({ type: 'part-changed', part: 'exchange', change })
  const sources = form.others.filter(({ way }) => hasTokens(choiceOf(way)))
  const data = sources.map(({ id, name }) => ({ value: String(id), label: name }))
  const idOf = (chosen: string | null) => sources.find(({ id }) => id === chosen)?.id ?? null
  return (
    <>
      <Select
        label="Token of"
        placeholder={data.length === 0 ? 'No other profile has tokens' : 'Choose a profile'}
        data={data}
        searchable={data.length > 8}
        value={exchange.subject}
        allowDeselect={false}
        error={form.problemAt('way.grant.subject')}
        onBlur={() => form.onTouched('way.grant.subject')}
        onChange={(chosen) => set({ subject: idOf(chosen) })}
      />
      <Select
        label="Which of its tokens"
        data={kinds}
        value={exchange.subjectWhich}
        allowDeselect={false}
        onChange={(subjectWhich) => subjectWhich !== null && set({ subjectWhich })}
      />
      <Select
        label="On behalf of it acts"
        data={[{ value: none, label: 'Nobody named' }, ...data]}
        searchable={data.length > 8}
        value={exchange.actor ?? none}
        allowDeselect={false}
        error={form.problemAt('way.grant.actor')}
        onChange={(chosen) => set({ actor: idOf(chosen) })}
      />
      {exchange.actor !== null && (
        <Select
          label="Which token of the actor"
          data={kinds}
          value={exchange.actorWhich}
          allowDeselect={false}
          onChange={(actorWhich) => actorWhich !== null && set({ actorWhich })}
        />
      )}
      <Select
        label="Wanted in return"
        data={[{ value: none, label: 'Not said: the server decides' }, ...wanted]}
        value={exchange.requestedType ?? none}
        allowDeselect={false}
        onChange={(chosen) => set({ requestedType: wanted.find(({ value }) => value === chosen)?.value ?? null })}
      />
      <TextField
        form={form}
        path="way.grant.audience"
        label="Audience"
        placeholder="Left out"
        value={exchange.audience}
        onTyped={(audience) => set({ audience })}
      />
    </>
  )
}
