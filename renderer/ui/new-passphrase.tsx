import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { makePassphrase } from './make-passphrase.ts'
import css from './new-passphrase.module.css'
import { hasTooFewCharacters, judgePassphrase, tooFewCharacters } from './passphrase-strength.ts'
import { StrengthBar } from './strength-bar.tsx'
import { wipedWhenGone } from './wiped-when-gone.ts'

interface NewPassphraseProps {
  readonly passphrase: string
  readonly again: string
  readonly minimumLength: number
  /** After the first try what is missing is said too. */
  readonly wasTried: boolean
  readonly onPassphrase: (text: string) => void
  readonly onAgain: (text: string) => void
  readonly label?: string
  readonly takesFocus?: boolean
}

const longest = 1000

/** A passphrase to be remembered, typed twice, with how hard it is to guess; or one that is made up here. */
export function NewPassphrase(props: NewPassphraseProps) {
  const { passphrase, again, minimumLength, wasTried, onPassphrase, onAgain } = props
  const { label = 'Passphrase', takesFocus = false } = props
  const [made, setMade] = useState('')
  const lacks =
    passphrase.length < minimumLength
      ? `At least ${minimumLength} characters`
      : hasTooFewCharacters(passphrase)
        ? tooFewCharacters
        : undefined
  const problem = wasTried ? lacks : undefined
  // While the second one is still shorter than the first, it is only unfinished.
  const isWrong = passphrase !== again && (wasTried || (again !== '' && again.length >= passphrase.length))
  return (
    <>
      <PasswordInput
        ref={wipedWhenGone}
        label={label}
        autoComplete="new-password"
        data-autofocus={takesFocus || undefined}
        maxLength={longest}
        value={passphrase}
        aria-invalid={problem !== undefined}
        error={problem}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
        onChange={(event) => onPassphrase(event.currentTarget.value)}
      />
      <div className={css['judged']}>
        <StrengthBar strength={judgePassphrase(passphrase, minimumLength)} />
        <Button
          variant="subtle"
          onClick={() => {
            const passphraseMade = makePassphrase()
            setMade(passphraseMade)
            onPassphrase(passphraseMade)
            onAgain('')
          }}
        >
          Make one up
        </Button>
      </div>
      {/* It is typed once more from where it was written down: that it was is the point of the second field. */}
      {made !== '' && made === passphrase && again !== made && (
        <p role="status" className={css['made']}>
          Write it down, or put it into your password manager: <code data-selectable>{made}</code>
        </p>
      )}
      <PasswordInput
        ref={wipedWhenGone}
        label="The same once more"
        autoComplete="new-password"
        maxLength={longest}
        value={again}
        aria-invalid={isWrong}
        error={isWrong ? 'They differ' : undefined}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed the second time' }}
        onChange={(event) => onAgain(event.currentTarget.value)}
      />
    </>
  )
}
