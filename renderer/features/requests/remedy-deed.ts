import type { Remedy } from '@contract/challenges'
import type { ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'
import type { Sending } from './use-send.ts'

interface RemedyOutlets {
  readonly tabId: string
  readonly sending: Sending
  readonly onInspect: (subject: TokenSubject, claim: string | null) => void
  readonly onEditProfile: (profileId: ProfileId) => void
  readonly onChooseProfile: () => void
  readonly onFindLogin: () => void
}

/** Carries out what a button under the reason of a refusal says. */
export function remedyDeed(remedy: Remedy, { tabId, sending, ...on }: RemedyOutlets): void {
  switch (remedy.do) {
    case 'sign-in':
      return void sending.signInAndSend(tabId, remedy.profileId, [])
    case 'ask-for-scopes':
      return void sending.signInAndSend(tabId, remedy.profileId, remedy.scopes)
    case 'refresh-and-resend':
      return void sending.refreshAndSend(tabId, remedy.profileId)
    case 'send-as':
      return void sending.send(tabId, { as: 'profile', id: remedy.profileId, name: remedy.profileName })
    case 'edit-profile':
      return on.onEditProfile(remedy.profileId)
    case 'choose-profile':
      return on.onChooseProfile()
    case 'find-login':
      return on.onFindLogin()
    case 'inspect':
      return on.onInspect(remedy.subject, remedy.claim)
  }
}
