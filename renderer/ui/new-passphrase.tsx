import { PasswordInput } from '@mantine/core'
import { judgePassphrase } from './passphrase-strength.ts'
import { StrengthBar } from './strength-bar.tsx'

interface NewPassphraseProps {
  readonly passphrase: string
  readonly again: string
  readonly minimumLength: number
  /** After the first try what is missing is said too. */
  readonly wasTried: boolean
  readonly onPassphrase: (text: string) => void
  readonly onAgain: (text: string) => void
}

/** A passphrase to be remembered, typed twice, with how hard it is to guess. */
export function NewPassphrase(props: NewPassphraseProps) {
  const { passphrase, again, minimumLength, wasTried, onPassphrase, onAgain } = props
  const isShort = wasTried && passphrase.length < minimumLength
  // While the second one is still shorter than the first, it is only unfinished.
  const isWrong = passphrase !== again && (wasTried || (again !== '' && again.length >= passphrase.length))
  return (
    <>
      <PasswordInput
        label="Passphrase"
        autoComplete="new-password"
        data-autofocus
        value={passphrase}
        aria-invalid={isShort}
        error={isShort ? `At least ${minimumLength} characters` : undefined}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
        onChange={(event) => onPassphrase(event.currentTarget.value)}
      />
      <StrengthBar strength={judgePassphrase(passphrase, minimumLength)} />
      <PasswordInput
        label="The same once more"
        autoComplete="new-password"
        value={again}
        aria-invalid={isWrong}
        error={isWrong ? 'They differ' : undefined}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed the second time' }}
        onChange={(event) => onAgain(event.currentTarget.value)}
      />
    </>
  )
}
