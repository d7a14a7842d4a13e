import type { StoredRequest } from '@contract/collections'
import type { Exchange } from '@contract/exchanges'
import type { ProfileSummary } from '@contract/profiles'
import type { SendAs } from '@contract/requests'
import type { Sender } from './tabs/send-state.ts'

/** Turns the draft's choice into a profile of today. A request that was never saved has nothing to inherit from. */
export function resolveSender(
  sendAs: SendAs,
  inherited: StoredRequest['inherited'] | null,
  profiles: readonly ProfileSummary[],
): Sender {
  const choice = sendAs.as === 'inherit' ? (inherited ?? { as: 'nobody' }) : sendAs
  if (choice.as === 'nobody') return { as: 'nobody' }
  const profile = profiles.find(({ name }) => name === choice.name)
  return profile === undefined
    ? { as: 'unknown-name', name: choice.name }
    : { as: 'profile', id: profile.id, name: profile.name }
}

export const senderName = (sender: Sender): string => (sender.as === 'nobody' ? 'nobody' : sender.name)

/** As whom an exchange went out. */
export const senderIn = ({ sentAs }: Exchange): Sender =>
  sentAs === null ? { as: 'nobody' } : { as: 'profile', id: sentAs.profileId, name: sentAs.name }
