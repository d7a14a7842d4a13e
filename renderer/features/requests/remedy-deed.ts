import type { Remedy } from '@contract/challenges'
import type { ExchangeId, ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'
import type { Sending } from './use-send.ts'

// An API may name more than a sign-in can ask for.
const mostLevels = 20
const longestAgeSeconds = 31_536_000

interface RemedyOutlets {
  readonly tabId: string
  /** The refused exchange, as it is shown. */
  readonly exchangeId: ExchangeId
  readonly sending: Sending
  readonly onInspect: (subject: TokenSubject, claim: string | null) => void
  readonly onEditProfile: (profileId: ProfileId) => void
  readonly onChooseProfile: () => void
  readonly onFindLogin: () => void
  /** Switches a typed credential off in the draft; without one nothing happens. */
  readonly onDropTyped: () => void
}

/** Carries out what a button under the reason of a refusal says. */
export function remedyDeed(remedy: Remedy, { tabId, exchangeId, sending, ...on }: RemedyOutlets): void {
  switch (remedy.do) {
    case 'sign-in':
      return void sending.signInAndSend(tabId, remedy.profileId, [])
    case 'ask-for-scopes':
      return void sending.signInAndSend(tabId, remedy.profileId, remedy.scopes)
    case 'refresh-and-resend':
      return void sending.refreshAndSend(tabId, remedy.profileId)
    case 'send-as':
      // What was typed would stand in the way of what the other profile sends (and was refused already).
      on.onDropTyped()
      return void sending.send(tabId, { as: 'profile', id: remedy.profileId, name: remedy.profileName })
    case 'edit-profile':
      return on.onEditProfile(remedy.profileId)
    case 'choose-profile':
      return on.onChooseProfile()
    case 'find-login':
      return on.onFindLogin()
    case 'step-up': {
      const { profileId, acrValues, maxAgeSeconds } = remedy
      const longest = maxAgeSeconds === null ? null : Math.min(maxAgeSeconds, longestAgeSeconds)
      const stepUp = { acrValues: acrValues.slice(0, mostLevels), maxAgeSeconds: longest }
      return void sending.signInAndSend(tabId, profileId, [], stepUp)
    }
    case 'use-dpop':
      return void sending.useDpopAndSend(tabId, remedy.profileId)
    case 'ask-server':
      return void sending.askServer(tabId, exchangeId)
    case 'drop-typed-credential':
      on.onDropTyped()
      return void sending.send(tabId)
    case 'inspect':
      return on.onInspect(remedy.subject, remedy.claim)
  }
}
