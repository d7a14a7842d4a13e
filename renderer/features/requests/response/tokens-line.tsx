import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { TokenInExchange } from '@contract/inspection'
import { countOf } from '../../../text/sizes.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { looseTitle } from '../../../text/loose-title.ts'
import { InspectButtons, type OnInspectToken } from './inspect-buttons.tsx'
import css from './inspect-buttons.module.css'

const shownAtFirst = 3

interface TokensLineProps {
  readonly tokens: readonly TokenInExchange[]
  /** Where they stand: "this body". */
  readonly where: string
  readonly onInspect: OnInspectToken
}

/** "2 tokens in this body: access_token · alice, …", each to be looked at; no line where there is none. */
export function TokensLine({ tokens, where, onInspect }: TokensLineProps) {
  const [isWhole, setWhole] = useState(false)
  if (tokens.length === 0) return null
  const shown = isWhole ? tokens : tokens.slice(0, shownAtFirst)
  const left = tokens.length - shown.length
  return (
    <div className={css['line']} role="group" aria-label={`Tokens in ${where}`}>
      <span>
        {countOf(tokens.length, 'token')} in {where}:
      </span>
      {shown.map((each) => (
        <span key={`${each.token.id} ${each.step}`} className={css['each']}>
          <span className={css['name']} title={`${visibleText(each.token.place)} · ${looseTitle(each.token)}`}>
            {visibleText(each.token.place)} · {looseTitle(each.token)}
          </span>
          <InspectButtons tokens={[each]} where={`${where}, ${visibleText(each.token.place)}`} onInspect={onInspect} />
        </span>
      ))}
      {left > 0 && (
        <UnstyledButton className={css['more']} onClick={() => setWhole(true)}>
          {left} more
        </UnstyledButton>
      )}
    </div>
  )
}
