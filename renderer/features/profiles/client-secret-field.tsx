import { Button, PasswordInput } from '@mantine/core'
import type { ProfileDraft } from '@contract/profiles'
import css from './profile-form.module.css'

interface ClientSecretFieldProps {
  readonly hasSecret: boolean
  readonly change: ProfileDraft['clientSecret']
  readonly problem: string | undefined
  readonly onChange: (change: ProfileDraft['clientSecret']) => void
  readonly onTouched: () => void
}

/** A write-only field: a secret goes in, is replaced or removed, and is never shown again. */
export function ClientSecretField({ hasSecret, change, problem, onChange, onTouched }: ClientSecretFieldProps) {
  if (hasSecret && change.change !== 'replace') {
    const isKept = change.change === 'keep'
    return (
      <div className={css['secret']} role="group" aria-label="Client secret">
        <p className={css['secretLabel']}>Client secret</p>
        <p className={css['secretState']}>{isKept ? 'Kept in the vault' : 'Is removed when you save'}</p>
        <div className={css['secretButtons']}>
          <Button onClick={() => onChange({ change: 'replace', value: '' })}>Replace</Button>
          {isKept ? (
            <Button variant="subtle" onClick={() => onChange({ change: 'clear' })}>
              Remove
            </Button>
          ) : (
            <Button variant="subtle" onClick={() => onChange({ change: 'keep' })}>
              Keep it
            </Button>
          )}
        </div>
        {problem !== undefined && (
          <p role="alert" className={css['problem']}>
            {problem}
          </p>
        )}
      </div>
    )
  }
  return (
    <div className={css['wide']}>
      <PasswordInput
        label="Client secret"
        description="Goes into the vault. It can be replaced later, never read."
        autoComplete="off"
        value={change.change === 'replace' ? change.value : ''}
        aria-invalid={problem !== undefined}
        error={problem}
        maxLength={10_000}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
        onBlur={onTouched}
        onChange={(event) => onChange({ change: 'replace', value: event.currentTarget.value })}
      />
      {hasSecret && (
        <Button mt={6} variant="subtle" onClick={() => onChange({ change: 'keep' })}>
          Keep the present one
        </Button>
      )}
    </div>
  )
}
