import { UnstyledButton } from '@mantine/core'
import { IconZoomScan } from '@tabler/icons-react'
import type { TokenInExchange } from '@contract/inspection'
import { visibleText } from '../../../text/visible-characters.ts'
import { looseTitle } from '../../../text/loose-title.ts'
import css from './inspect-buttons.module.css'

export type OnInspectToken = (token: TokenInExchange) => void

interface InspectButtonsProps {
  readonly tokens: readonly TokenInExchange[]
  /** Where they stand, for the buttons' names: "the header Authorization". */
  readonly where: string
  readonly onInspect: OnInspectToken
}

/** A button for each token that stands here; nothing where there is none. */
export function InspectButtons({ tokens, where, onInspect }: InspectButtonsProps) {
  return tokens.map((each) => (
    <UnstyledButton
      key={`${each.token.id} ${each.step}`}
      className={css['inspect']}
      aria-label={`Inspect the token in ${where}: ${looseTitle(each.token)}`}
      title={`${visibleText(each.token.kindName)}, ${each.token.reference}`}
      onClick={() => onInspect(each)}
    >
      <IconZoomScan size={12} aria-hidden="true" />
      Inspect{tokens.length > 1 && <span className={css['whose']}> {looseTitle(each.token)}</span>}
    </UnstyledButton>
  ))
}
