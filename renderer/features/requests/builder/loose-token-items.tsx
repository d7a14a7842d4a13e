import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCheck } from '@tabler/icons-react'
import type { LooseToken } from '@contract/inspection'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useNow } from '../../../bridge/use-now.ts'
import { failureText } from '../../../text/failure-text.ts'
import { listedTitle, looseTitle } from '../../../text/loose-title.ts'
import { looseNote } from '../loose-token-words.ts'
import css from './as-menu.module.css'

// What is older is found at the desk.
const mostShown = 12

interface LooseTokenItemsProps {
  /** The menu is open; what is held changes with each paste, so it is asked anew each time. */
  readonly isShown: boolean
  readonly chosen: LooseToken | null
  readonly onChosen: (token: LooseToken) => void
}

/** The tokens that were made or pasted since the start, to be sent once in place of the profile's; the synthetic ones first. */
export function LooseTokenItems({ isShown, chosen, onChosen }: LooseTokenItemsProps) {
  const bridge = useBridge()
  const now = useNow()
  const held = toLoadable(
    useQuery({
      queryKey: queryKeys.looseTokens,
      queryFn: () => bridge.ask('inspection.loose', {}),
      enabled: isShown,
      staleTime: 0,
    }),
  )
  if (held.state === 'loading') return null
  if (held.state === 'failed')
    return (
      <Menu.Item closeMenuOnClick={false} onClick={held.retry}>
        Tokens from the desk: {failureText(held.failure).title}. Try again
      </Menu.Item>
    )
  if (held.value.length === 0) return null
  const shown = held.value.toSorted((a, b) => Number(b.synthetic) - Number(a.synthetic)).slice(0, mostShown)
  const left = held.value.length - shown.length
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Once, with a token from the desk</Menu.Label>
      {shown.map((token) => (
        <Menu.Item
          key={token.id}
          title={`${looseTitle(token)}: ${looseNote(token, now)} (${token.reference})`}
          onClick={() => onChosen(token)}
        >
          <span className={css['line']}>
            <span className={css['who']}>{listedTitle(token)}</span>{' '}
            <span className={css['label']}>· {looseNote(token, now)}</span>
            {token.id === chosen?.id && <IconCheck size={14} aria-label="chosen" />}
          </span>
        </Menu.Item>
      ))}
      {left > 0 && <Menu.Label>{left} older ones are at the desk</Menu.Label>}
    </>
  )
}
