import type { ProfileId } from '@contract/ids'
import type { ExchangedTokenType, Grant } from '@contract/oauth'
import { textOrNull } from './typed-text.ts'

type Exchange = Extract<Grant, { type: 'token_exchange' }>
type Which = Exchange['subject']['which']

/** A token exchange as it is typed; no profile is chosen yet where an id is null. */
export interface ExchangeEdit {
  readonly subject: ProfileId | null
  readonly subjectWhich: Which
  readonly actor: ProfileId | null
  readonly actorWhich: Which
  readonly requestedType: ExchangedTokenType | null
  readonly audience: string
}

export const emptyExchange: ExchangeEdit = {
  subject: null,
  subjectWhich: 'access',
  actor: null,
  actorWhich: 'access',
  requestedType: null,
  audience: '',
}

export const exchangeEditOf = ({ subject, actor, requestedType, audience }: Exchange): ExchangeEdit => ({
  subject: subject.profileId,
  subjectWhich: subject.which,
  actor: actor?.profileId ?? null,
  actorWhich: actor?.which ?? 'access',
  requestedType,
  audience: audience ?? '',
})

/** null while no profile is chosen whose token is traded in. */
export function exchangeOf(edit: ExchangeEdit): Exchange | null {
  if (edit.subject === null) return null
  return {
    type: 'token_exchange',
    subject: { profileId: edit.subject, which: edit.subjectWhich },
    actor: edit.actor === null ? null : { profileId: edit.actor, which: edit.actorWhich },
    requestedType: edit.requestedType,
    audience: textOrNull(edit.audience),
  }
}
