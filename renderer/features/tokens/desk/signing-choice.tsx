import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { LoadFileButton } from '../../../ui/load-file-button.tsx'
import css from './edit-view.module.css'
import { algorithms, hmacAlgorithms, howWords, type How, type SigningEdit } from './signing-edit.ts'

interface SigningChoiceProps {
  readonly edit: SigningEdit
  /** What main said of the key, or of the whole way. */
  readonly problem: string | null
  /** The key stands in its field only, never in a state. */
  readonly keyField: Ref<HTMLTextAreaElement>
  readonly onKeyLoaded: (text: string) => void
  readonly onEdited: (edit: SigningEdit) => void
}

const order = [
  'as-it-was',
  'key',
  'foreign-key',
  'key-confusion',
  'bit-flipped',
  'cut-off',
  'written',
] as const satisfies readonly How[]

function keyMeans(known: string | null): string {
  if (known === '') return 'The secret is empty: that is the attack. Type one to try another.'
  if (known !== null) return 'It is no secret: everybody has it, or guesses it. Type another one to try that.'
  return 'A private key as PEM or JWK, or the text of a shared secret. It is used once, wiped here, and kept nowhere.'
}

/** How the end of the token is made. */
export function SigningChoice({ edit, problem, keyField, onKeyLoaded, onEdited }: SigningChoiceProps) {
  const isOfKey = edit.how === 'key'
  return (
    <fieldset className={css['signing']}>
      <legend className={css['legend']}>Signature</legend>
      <NativeSelect
        size="xs"
        label="How it is signed"
        description={howWords[edit.how].means}
        error={isOfKey ? undefined : (problem ?? undefined)}
        value={edit.how}
        data={order.map((how) => ({ value: how, label: howWords[how].title }))}
        onChange={(event) => {
          const how = order.find((each) => each === event.currentTarget.value)
          if (how !== undefined) onEdited({ ...edit, how })
        }}
      />
      {(isOfKey || edit.how === 'foreign-key') && (
        <NativeSelect
          size="xs"
          label="Algorithm"
          description="The header’s alg follows it."
          value={edit.alg}
          data={[...algorithms]}
          onChange={(event) => {
            const alg = algorithms.find((each) => each === event.currentTarget.value)
            if (alg !== undefined) onEdited({ ...edit, alg })
          }}
        />
      )}
      {edit.how === 'key-confusion' && (
        <NativeSelect
          size="xs"
          label="Algorithm"
          description="The header’s alg follows it."
          value={edit.hmac}
          data={[...hmacAlgorithms]}
          onChange={(event) => {
            const hmac = hmacAlgorithms.find((each) => each === event.currentTarget.value)
            if (hmac !== undefined) onEdited({ ...edit, hmac })
          }}
        />
      )}
      {edit.how === 'foreign-key' && (
        <Checkbox
          size="xs"
          label="Put its public key into the header (jwk)"
          description="An API that takes the key from the token accepts whatever anybody signs (RFC 7515 §4.1.3)."
          checked={edit.embed}
          onChange={(event) => onEdited({ ...edit, embed: event.currentTarget.checked })}
        />
      )}
      {edit.how === 'written' && (
        <TextInput
          label="Signature"
          description="base64url, as it stands after the last dot"
          value={edit.signature}
          spellCheck={false}
          onChange={(event) => onEdited({ ...edit, signature: event.currentTarget.value })}
        />
      )}
      {isOfKey && (
        <div>
          <Textarea
            ref={keyField}
            label={edit.known === null ? 'Your key' : 'The attack’s key'}
            description={keyMeans(edit.known)}
            placeholder={edit.known === '' ? 'Empty' : '-----BEGIN PRIVATE KEY-----'}
            defaultValue={edit.known ?? ''}
            error={problem ?? undefined}
            rows={3}
            maxLength={100_000}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: css['key'] ?? '' }}
          />
          <LoadFileButton
            label="Your key from a file"
            accept=".pem,.key,.jwk,.json,.txt"
            limitBytes={100_000}
            onLoaded={onKeyLoaded}
          />
        </div>
      )}
    </fieldset>
  )
}
