import { IconCircleDashed, IconLink, IconUnlink } from '@tabler/icons-react'
import { memo } from 'react'
import type { TokenBinding, Verification } from '@contract/jwt'
import { numbered } from '../../text/numbered.ts'
import { visibleText } from '../../text/visible-characters.ts'
import css from './seal.module.css'

const faces = {
  holds: { word: 'holds', colour: 'var(--ok)', icon: IconLink },
  broken: { word: 'broken', colour: 'var(--bad)', icon: IconUnlink },
  'not-checked': { word: 'not checked', colour: 'var(--dim)', icon: IconCircleDashed },
} as const satisfies Record<TokenBinding['state'], object>

/** What ties the token to another thing (its code, its access token, a key), and whether it does. */
export const TokenBindings = memo(function TokenBindings({ bindings }: Pick<Verification, 'bindings'>) {
  if (bindings.length === 0) return null
  return (
    <ul className={css['bindings']} aria-label="Bindings" data-selectable>
      {numbered(bindings, ({ name }) => name).map(({ item: { name, state, words, reference }, key }) => {
        const { word, colour, icon: Icon } = faces[state]
        return (
          <li key={key} className={css['binding']} data-state={state}>
            <Icon size={15} color={colour} aria-hidden="true" />
            <p className={css['words']}>
              <code>{name}</code> <strong style={{ color: colour }}>{word}</strong>{' '}
              <span className={css['detail']}>
                · {visibleText(words)} {reference}
              </span>
            </p>
          </li>
        )
      })}
    </ul>
  )
})
