import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { queryKeys } from '../../../bridge/query-keys.ts'
import type { Asking } from '../../../bridge/use-ask.ts'
import { isSameSubject, looseSubject, type DeskPlace } from './desk-place.ts'
import type { DeskStore } from './desk-store.ts'

const shownAt = (place: DeskPlace): readonly (TokenSubject | null)[] =>
  place.at === 'compare' ? [place.left, place.right] : [place.subject]

/** Lets go of tokens, here too: what was known of them is forgotten, and the desk turns away from them. */
export function useLettingGo(desk: DeskStore, run: Asking<'inspection.drop'>['run']) {
  const queries = useQueryClient()
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  return useMemo(() => {
    const all = (tokens: readonly LooseToken[]) =>
      latest.current({ ids: tokens.map(({ id }) => id) }, () => {
        const gone = tokens.map(({ id }) => looseSubject(id))
        if (shownAt(desk.getState().place).some((shown) => gone.some((each) => isSameSubject(each, shown)))) {
          desk.goTo({ at: 'token', subject: null, claim: null })
        }
        for (const subject of gone) queries.removeQueries({ queryKey: queryKeys.token(subject) })
      })
    return { all, one: (token: LooseToken) => all([token]) }
  }, [desk, queries])
}
