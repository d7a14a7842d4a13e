import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LooseToken } from '@contract/inspection'
import type { BridgeClient } from '../../../bridge/bridge-client.ts'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { failureOf } from '../../../bridge/failure-of.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { looseSubject } from './desk-place.ts'
import type { DeskStore } from './desk-store.ts'

/** As the contract: the length of a text that is taken, in UTF-16 code units. */
export const mostCharacters = 1_000_000

const mostHeld = 200

const nothingFound =
  'No token was found in it. Paste the token itself, or a header, JSON or an address that has one in it.'
const tooLong = 'The text is longer than a million characters. Paste only the part with the token in it.'

export interface Take {
  readonly take: (text: string) => void
  /** Says why there was nothing to take. */
  readonly refuse: (note: string) => void
}

/** The newest first, and none twice: the same text may have been taken before. */
function withFound(found: readonly LooseToken[], before: readonly LooseToken[]): LooseToken[] {
  const ids = new Set(found.map(({ id }) => id))
  return [...found, ...before.filter(({ id }) => !ids.has(id))]
}

/**
 * Hands text to main, and shows what was found from the same answer: one question from the paste to the token on the
 * screen. The text lives here only until it is sent; no state and no cache has it.
 */
export function useTake(desk: DeskStore): Take {
  const bridge = useBridge()
  const queries = useQueryClient()
  return useMemo(() => createTake(bridge, queries, desk), [bridge, desk, queries])
}

function createTake(bridge: BridgeClient, queries: QueryClient, desk: DeskStore): Take {
  // Who pastes twice wants to see the second; the answer to the first may come later.
  let latest = 0
  const refuse = (note: string) => {
    latest += 1
    desk.setState({ taken: { came: 'nothing', note } })
  }

  async function enlist(found: readonly LooseToken[]): Promise<void> {
    const state = queries.getQueryState<LooseToken[]>(queryKeys.looseTokens)
    const known = state?.data === undefined ? [] : withFound(found, state.data)
    if (known.length > 0) queries.setQueryData(queryKeys.looseTokens, known)
    // A list that was asked for before knows nothing of these; and of too many main lets go of the oldest itself.
    if (state?.fetchStatus === 'fetching' || known.length > mostHeld) await askAnew()
  }

  async function askAnew(): Promise<void> {
    await queries.cancelQueries({ queryKey: queryKeys.looseTokens })
    await queries.invalidateQueries({ queryKey: queryKeys.looseTokens })
  }

  async function ask(order: number, text: string): Promise<void> {
    try {
      const { found, shown, note } = await bridge.ask('inspection.take', { text })
      enlist(found).catch((error: unknown) => reportError(error))
      if (order !== latest) return
      const [first] = found
      if (first === undefined) return desk.setState({ taken: { came: 'nothing', note: note ?? nothingFound } })
      const subject = looseSubject(first.id)
      if (shown !== null) queries.setQueryData(queryKeys.token(subject), shown)
      desk.setState({ place: { at: 'token', subject, claim: null }, taken: { came: 'found', found, note } })
    } catch (thrown) {
      const failure = failureOf(thrown)
      if (order === latest) desk.setState({ taken: { came: 'failed', failure } })
    }
  }

  return {
    refuse,
    take(text) {
      if (text.trim() === '') return refuse('There is no text in it.')
      if (text.length > mostCharacters) return refuse(tooLong)
      latest += 1
      ask(latest, text).catch((error: unknown) => reportError(error))
    },
  }
}
