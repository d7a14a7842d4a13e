import { useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'
import { useActiveSender } from '../features/requests/use-active-sender.ts'

/** What the inspector shows. */
export interface Inspected {
  readonly profileId: ProfileId | null
  /** Another token than the access token of that profile; null: that one. */
  readonly subject: TokenSubject | null
  readonly claim: string | null
}

const nothing: Inspected = { profileId: null, subject: null, claim: null }

/** A subject as the inspector takes it: a profile's access token is what the profile itself stands for. */
function inspectedOf(what: TokenSubject | ProfileId, claim: string | null, active: ProfileId | null): Inspected {
  if (typeof what === 'string') return { profileId: what, subject: null, claim }
  if (what.of === 'profile' && what.which === 'access') return { profileId: what.profileId, subject: null, claim }
  const isOfProfile = what.of === 'profile' || what.of === 'past'
  return { profileId: isOfProfile ? what.profileId : active, subject: what, claim }
}

/** What is inspected: whom the tab in front is sent as; a choice of the person's stands until that changes. */
export function useInspected() {
  const activeSender = useActiveSender()
  const [choice, setChoice] = useState<{ readonly inspected: Inspected; readonly whileSender: ProfileId | null }>({
    inspected: nothing,
    whileSender: null,
  })
  const { inspected: chosen, whileSender } = choice
  const isChoice = chosen.profileId !== null || chosen.subject !== null
  const stands = isChoice && (activeSender === null || whileSender === activeSender)
  const inspected = stands ? chosen : { ...nothing, profileId: activeSender }
  return {
    inspected,
    choose: (what: TokenSubject | ProfileId, claim: string | null) =>
      setChoice({ inspected: inspectedOf(what, claim, inspected.profileId), whileSender: activeSender }),
    /** Back from another token to the profile that it is about. */
    chooseProfileItself: () =>
      setChoice({ inspected: { ...nothing, profileId: inspected.profileId }, whileSender: activeSender }),
  }
}
