import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Failure } from '@contract/failures'
import type { HostileRecipe, LooseToken, TokenDraft } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useAsk } from '../../../bridge/use-ask.ts'
import { looseSubject } from './desk-place.ts'
import { withMember } from './json-member.ts'
import { algorithmOf, isEmptyByAccident, signingEditOf, signingOf, type SigningEdit } from './signing-edit.ts'

interface Draft {
  readonly header: string
  readonly claims: string
  readonly signing: SigningEdit
  /** The attack whose end this still is. */
  readonly attack: string | null
}

const draftOf = ({ header, claims, signing }: TokenDraft, attack: string | null): Draft => ({
  attack,
  header,
  claims,
  signing: signingEditOf(signing),
})

/** The draft of a synthetic token, and the making of it. */
export function useForging(subject: TokenSubject, start: TokenDraft) {
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(start, null))
  const [recipe, setRecipe] = useState<HostileRecipe | null>(null)
  const [made, setMade] = useState<LooseToken | null>(null)
  const [isKeyMissing, setKeyMissing] = useState(false)
  const keyField = useRef<HTMLTextAreaElement>(null)
  const drafting = useAsk('inspection.draft')
  const forging = useAsk('inspection.forge', [queryKeys.looseTokens])
  const edit = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const loadKey = (text: string) => {
    if (keyField.current !== null) keyField.current.value = text
  }
  const begin = (chosen: HostileRecipe | null) => {
    forging.dismiss()
    setKeyMissing(false)
    drafting.run({ subject, recipe: chosen?.id ?? null }, (fresh) => {
      const begun = draftOf(fresh, chosen?.id ?? null)
      // A field that comes now begins with it; one that is there already has to be told.
      loadKey(begun.signing.known ?? '')
      setDraft(begun)
      setRecipe(chosen)
    })
  }
  return {
    draft,
    recipe,
    made,
    keyField,
    edit,
    begin,
    loadKey,
    isKeyMissing,
    setSigning: (signing: SigningEdit) => {
      setKeyMissing(false)
      const alg = algorithmOf(signing)
      const isOther = alg !== null && alg !== algorithmOf(draft.signing)
      // Main writes the header as it stands here, so that a test may be about an alg that does not fit.
      const header = isOther ? withMember(draft.header, 'alg', JSON.stringify(alg)) : null
      edit({ signing, attack: null, ...(header !== null && { header }) })
    },
    forge: () => {
      const key = keyField.current?.value ?? ''
      const isMissing = isEmptyByAccident(draft.signing, key)
      setKeyMissing(isMissing)
      if (isMissing) return
      const signing = signingOf(draft.signing, key)
      const { header, claims, attack } = draft
      const isAttack = attack !== null && (signing.how !== 'key' || key === draft.signing.known)
      const sent = { header, claims, signing, ...(isAttack && { recipe: attack }) }
      forging.run({ base: subject, draft: sent }, ({ token, shown }) => {
        // The attack's own key stays for the next one; what a person typed is wiped.
        if (key !== draft.signing.known) loadKey('')
        queries.setQueryData(queryKeys.token(looseSubject(token.id)), shown)
        setMade(token)
      })
    },
    isMaking: forging.isRunning,
    drafting,
    forging,
  }
}

/** Which part of the form a failure of the making belongs to. */
export function placeOfFailure(failure: Failure | null): 'header' | 'claims' | 'signing' | 'form' | null {
  if (failure === null) return null
  if (failure.code === 'inspection.draft_invalid') return failure.details.part
  if (failure.code === 'inspection.key_unusable' || failure.code === 'inspection.recipe_unusable') return 'signing'
  return 'form'
}
