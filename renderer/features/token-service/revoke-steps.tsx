import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import type { ResponseOf } from '@contract/channels'
import { visibleText } from '../../text/visible-characters.ts'
import css from './token-service.module.css'

type Step = ResponseOf<'tokenService.revoke'>['steps'][number]

const names = { access: 'Access token', refresh: 'Refresh token' } as const
const outcomes = {
  done: { words: 'revoked', colour: 'var(--ok)', icon: IconCircleCheck },
  refused: { words: 'refused', colour: 'var(--bad)', icon: IconCircleX },
  unreachable: { words: 'no answer', colour: 'var(--bad)', icon: IconCircleX },
  'not-offered': { words: 'not offered', colour: 'var(--warn)', icon: IconHelpCircle },
} as const satisfies Record<Step['outcome'], object>

/** What became of each token, in the order in which the server was asked. */
export function RevokeSteps({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 0) return <p className={css['question']}>There was no token to revoke.</p>
  return (
    <ol className={css['steps']} aria-label="What became of each token">
      {steps.map(({ which, outcome, sentence }) => {
        const { words, colour, icon: Icon } = outcomes[outcome]
        return (
          <li key={which} className={css['step']}>
            <Icon size={17} color={colour} aria-hidden="true" />
            <p data-selectable>
              <strong>{names[which]}:</strong> {words}
              <span className={css['said']}>{visibleText(sentence)}</span>
            </p>
          </li>
        )
      })}
    </ol>
  )
}
