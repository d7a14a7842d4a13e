import type { WhichToken } from '@contract/jwt'
import css from './inspector.module.css'

const labels = { access: 'Access token', id: 'ID token' } as const satisfies Record<WhichToken, string>
const all = ['access', 'id'] as const satisfies readonly WhichToken[]

interface WhichSwitchProps {
  readonly which: WhichToken
  readonly onChange: (which: WhichToken) => void
}

/** Access token or ID token: they look alike, and are for different readers. */
export function WhichSwitch({ which, onChange }: WhichSwitchProps) {
  return (
    <div role="group" aria-label="Which token" className={css['switch']}>
      {all.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === which}
          className={css['switchButton']}
          onClick={() => onChange(each)}
        >
          {labels[each]}
        </button>
      ))}
    </div>
  )
}
