import { useId } from 'react'
import type { VaultStrength } from '@contract/vault'
import { strengthWords } from './strength-words.ts'
import css from './protection-choice.module.css'

interface ProtectionChoiceProps {
  readonly current: VaultStrength
  readonly chosen: VaultStrength
  /** Why the system's keyring can't be chosen; null: it can. */
  readonly noKeyring: string | null
  readonly keyringName: string
  readonly onChosen: (strength: VaultStrength) => void
}

const order: readonly VaultStrength[] = ['keyring', 'keyring-and-passphrase', 'passphrase', 'memory-only']

/** The ways of keeping secrets, each with what it protects from and what not; the one of now is marked. */
export function ProtectionChoice({ current, chosen, noKeyring, keyringName, onChosen }: ProtectionChoiceProps) {
  const name = useId()
  return (
    <fieldset className={css['choices']}>
      <legend className={css['legend']}>Keep tokens and secrets under</legend>
      {order.map((strength) => {
        const needsKeyring = strength === 'keyring' || strength === 'keyring-and-passphrase'
        const why = needsKeyring ? noKeyring : null
        const id = `${name}-${strength}`
        return (
          <div key={strength} className={css['choice']} data-chosen={strength === chosen || undefined}>
            <input
              type="radio"
              id={id}
              name={name}
              className={css['radio']}
              checked={strength === chosen}
              disabled={why !== null}
              aria-describedby={`${id}-meaning`}
              onChange={() => onChosen(strength)}
            />
            <label htmlFor={id} className={css['name']}>
              {strengthWords[strength].name}
              {needsKeyring && why === null && <span className={css['aside']}> · {keyringName}</span>}
              {strength === current && <span className={css['now']}>now</span>}
            </label>
            <div id={`${id}-meaning`} className={css['meaning']}>
              {why ?? strengthWords[strength].meaning}
            </div>
            {strength === chosen && <Reach strength={strength} />}
          </div>
        )
      })}
    </fieldset>
  )
}

/** What a strength protects from, and what it does not. */
export function Reach({ strength }: { readonly strength: VaultStrength }) {
  const { protectsFrom, not } = strengthWords[strength]
  return (
    <div className={css['reach']}>
      <p className={css['heading']}>Protects from</p>
      <ul className={css['list']} data-kind="protects">
        {protectsFrom.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p className={css['heading']}>Does not protect from</p>
      <ul className={css['list']} data-kind="not">
        {not.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  )
}
