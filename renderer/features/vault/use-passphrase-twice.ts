import { useState } from 'react'
import { hasTooFewCharacters } from '../../ui/passphrase-strength.ts'

// The contract's constant sits beside its zod schemas; importing the value would bring zod into the window.
export const minimumLength: typeof import('@contract/vault').minimumPassphraseLength = 12

interface PassphraseTwice {
  /** For the two fields. */
  readonly field: {
    readonly passphrase: string
    readonly again: string
    readonly minimumLength: number
    readonly wasTried: boolean
    readonly onPassphrase: (text: string) => void
    readonly onAgain: (text: string) => void
  }
  /** The passphrase if it will do; else null, and from now on the fields say what is missing. */
  readonly settle: () => string | null
  readonly forget: () => void
}

/** A new passphrase on its way through its two fields. */
export function usePassphraseTwice(): PassphraseTwice {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wasTried, setTried] = useState(false)
  return {
    field: { passphrase, again, minimumLength, wasTried, onPassphrase: setPassphrase, onAgain: setAgain },
    settle() {
      setTried(true)
      const willDo = passphrase.length >= minimumLength && !hasTooFewCharacters(passphrase) && passphrase === again
      return willDo ? passphrase : null
    },
    forget() {
      setPassphrase('')
      setAgain('')
      setTried(false)
    },
  }
}
