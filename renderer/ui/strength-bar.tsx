import { toneColour } from './tone.ts'
import type { PassphraseStrength } from './passphrase-strength.ts'
import css from './strength-bar.module.css'

/** How hard a passphrase is to guess, as a bar and in words. */
export function StrengthBar({ strength }: { readonly strength: PassphraseStrength }) {
  return (
    <div className={css['strength']}>
      <div className={css['track']} aria-hidden="true">
        <i
          className={css['fill']}
          style={{ width: `${strength.share * 100}%`, background: toneColour(strength.tone) }}
        />
      </div>
      <p role="status" className={css['words']}>
        {strength.words}
      </p>
    </div>
  )
}
