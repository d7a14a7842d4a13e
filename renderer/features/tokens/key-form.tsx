import { Button, PasswordInput, Textarea } from '@mantine/core'
import { useId, useState } from 'react'
import type { Failure } from '@contract/failures'
import { failureText } from '../../text/failure-text.ts'
import { LoadFileButton } from '../../ui/load-file-button.tsx'
import { wipedWhenGone } from '../../ui/wiped-when-gone.ts'
import css from './key-form.module.css'
import switchCss from './inspector.module.css'

type Kind = 'key' | 'secret'

const kinds = { key: 'Key or certificate', secret: 'Shared secret' } as const satisfies Record<Kind, string>

/** As the contract. */
const mostCharacters = 100_000

interface KeyFormProps {
  /** The token's own algorithm says which kind of key it needs. */
  readonly alg: string | null
  readonly isChecking: boolean
  readonly failure: Failure | null
  readonly onCheck: (material: string) => void
  readonly onCancel: () => void
}

/** Takes a key to hold the signature against: used once, kept nowhere, and gone from the page with the form. */
export function KeyForm({ alg, isChecking, failure, onCheck, onCancel }: KeyFormProps) {
  const [kind, setKind] = useState<Kind>(alg?.startsWith('HS') === true ? 'secret' : 'key')
  const [material, setMaterial] = useState('')
  const name = useId()
  const choose = (next: Kind) => {
    // What was typed as one is not the other; and it must not stand open where it was hidden.
    setMaterial('')
    setKind(next)
  }
  const problem = failure === null ? undefined : words(failure)
  const shared = {
    value: material,
    error: problem,
    autoComplete: 'off',
    spellCheck: false,
    maxLength: mostCharacters,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // It leaves the form, and cancels nothing else.
      event.stopPropagation()
      onCancel()
    },
  } as const
  return (
    <form
      className={css['form']}
      aria-labelledby={name}
      onSubmit={(event) => {
        event.preventDefault()
        if (material.trim() !== '') onCheck(material)
      }}
    >
      <p id={name} className={css['title']}>
        Check with a key of yours
      </p>
      <div role="group" aria-label="What it is checked with" className={switchCss['switch']}>
        {(['key', 'secret'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === kind}
            className={switchCss['switchButton']}
            onClick={() => choose(each)}
          >
            {kinds[each]}
          </button>
        ))}
      </div>
      {kind === 'key' ? (
        <Textarea
          {...shared}
          ref={taken}
          label="Key"
          description="A JWKS, a JWK, a public key in PEM or a certificate"
          rows={5}
          classNames={{ input: css['mono'] ?? '' }}
          onChange={(event) => setMaterial(event.currentTarget.value)}
        />
      ) : (
        <PasswordInput
          {...shared}
          ref={taken}
          label="Secret"
          description="The text that both sides know; for HS256, HS384 and HS512"
          visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
          onChange={(event) => setMaterial(event.currentTarget.value)}
        />
      )}
      <div className={css['buttons']}>
        {kind === 'key' && (
          <LoadFileButton
            label="Key from a file"
            accept=".pem,.crt,.cer,.key,.pub,.json,.jwk,.jwks"
            limitBytes={mostCharacters}
            onLoaded={setMaterial}
          />
        )}
        <span className={css['gap']} />
        <Button variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="filled" loading={isChecking} disabled={material.trim() === ''}>
          Check
        </Button>
      </div>
      <p className={css['hint']}>It is used for this check and then forgotten.</p>
    </form>
  )
}

/** The field is where the person goes on; what was typed leaves the page with it. */
function taken(field: HTMLInputElement | HTMLTextAreaElement | null): (() => void) | undefined {
  field?.focus()
  return wipedWhenGone(field)
}

function words(failure: Failure): string {
  const { title, advice } = failureText(failure)
  return `${title}. ${advice}`
}
