import type { WhichToken } from '@contract/jwt'
import css from './inspector.module.css'

const labels = {
  access: 'Access',
  id: 'ID',
  refresh: 'Refresh',
} as const satisfies Record<WhichToken, string>

interface WhichSwitchProps {
  readonly which: WhichToken
  readonly offered: readonly WhichToken[]
  readonly onChange: (which: WhichToken) => void
}

/** Access token, ID token or refresh token: they look alike, and are for different readers. */
export function WhichSwitch({ which, offered, onChange }: WhichSwitchProps) {
  return (
    <div role="group" aria-label="Which token" className={css['switch']}>
      {offered.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === which}
          className={css['switchButton']}
          onClick={() => onChange(each)}
        >
          {labels[each]}
          <span className={css['word']}> token</span>
        </button>
      ))}
    </div>
  )
}
