import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '@contract/failures'
import type { CheckWith, InspectedToken, TokenSubject, Verification } from '@contract/jwt'
import { afterPaint } from '../../bridge/after-paint.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'

/** Where the key of a check comes from. */
export type KeyChoice = CheckWith['key']

/** The verdict over one token, and the ways to another one. */
export interface Checking {
  readonly verification: Loadable<Verification>
  readonly isChecking: boolean
  /** What the verdict that is shown was checked with. */
  readonly checkedWith: KeyChoice
  /** With the keys of the issuer that a profile names: what is done by itself too. */
  readonly checkAgain: () => void
  /** Asks the issuer that the token itself names: only at a person's word. */
  readonly askIssuer: (issuer: string) => void
  /** `onChecked` follows where there is a verdict, whichever; a key that can't be used is a failure. */
  readonly checkWithKey: (material: string, onChecked: () => void) => void
  /** Of the last deed, and what it tried. */
  readonly failed: { readonly failure: Failure; readonly with: KeyChoice } | null
  readonly dismiss: () => void
}

const bySelf = { key: 'known-issuer' } as const satisfies CheckWith

/** A verdict, and the keys that it came by: one never goes without the other. */
interface Checked {
  readonly found: Verification
  readonly with: KeyChoice
}

/** Checks a token as soon as it is shown; a verdict stays until the token is another one, or the vault locks. */
export function useVerification(subject: TokenSubject, { obtainedAt }: InspectedToken): Checking {
  const bridge = useBridge()
  const queries = useQueryClient()
  const queryKey = queryKeys.signature(subject, obtainedAt)
  const query = useQuery<Checked>({
    queryKey,
    queryFn: async () => {
      // What the token says comes first: asking, and main's work for it, would hold up the frame that shows it.
      await afterPaint()
      return { found: await bridge.ask('tokens.verify', { subject, with: bySelf }), with: bySelf.key }
    },
  })
  const deed = useAsk('tokens.verify')
  const [tried, setTried] = useState<{ obtainedAt: string; with: KeyChoice }>({ obtainedAt, with: bySelf.key })
  const check = (how: CheckWith, onChecked?: () => void) => {
    setTried({ obtainedAt, with: how.key })
    deed.run({ subject, with: how }, (found) => {
      queries.setQueryData<Checked>(queryKey, { found, with: how.key })
      onChecked?.()
    })
  }
  const checked = toLoadable(query)
  return {
    verification: checked.state === 'ready' ? { state: 'ready', value: checked.value.found } : checked,
    isChecking: query.isFetching || deed.isRunning,
    checkedWith: checked.state === 'ready' ? checked.value.with : bySelf.key,
    checkAgain: () => {
      deed.dismiss()
      void query.refetch()
    },
    askIssuer: (issuer) => check({ key: 'named-issuer', issuer }),
    checkWithKey: (material, onChecked) => check({ key: 'pasted', material }, onChecked),
    // What went wrong with the token before a refresh says nothing of this one.
    failed:
      deed.failure === null || tried.obtainedAt !== obtainedAt ? null : { failure: deed.failure, with: tried.with },
    dismiss: deed.dismiss,
  }
}
