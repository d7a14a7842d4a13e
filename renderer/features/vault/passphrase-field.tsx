import { PasswordInput } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { useCapsLock } from '../../ui/use-caps-lock.ts'
import { wipedWhenGone } from '../../ui/wiped-when-gone.ts'

interface PassphraseFieldProps {
  readonly label: string
  readonly value: string
  readonly problem: string | undefined
  readonly onTyped: (text: string) => void
  readonly takesFocus?: boolean
  readonly ref?: React.Ref<HTMLInputElement>
}

/** Takes a passphrase that exists already; says when Caps Lock is on. */
export function PassphraseField({ label, value, problem, onTyped, takesFocus = false, ref }: PassphraseFieldProps) {
  const isCapsLockOn = useCapsLock()
  const wiped = useMergedRef(ref, wipedWhenGone)
  return (
    <PasswordInput
      ref={wiped}
      label={label}
      autoComplete="off"
      maxLength={1000}
      data-autofocus={takesFocus || undefined}
      value={value}
      aria-invalid={problem !== undefined}
      error={problem}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      description={<span role="status">{isCapsLockOn ? 'Caps Lock is on' : ''}</span>}
      visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
      onChange={(event) => onTyped(event.currentTarget.value)}
    />
  )
}
