import type { LooseTokenId, ProfileId } from '@contract/ids'
import type { TokenSubject, WhichToken } from '@contract/jwt'

/** What the desk shows. A side of a comparison may still have to be chosen. */
export type DeskPlace =
  | { readonly at: 'token'; readonly subject: TokenSubject | null; readonly claim: string | null }
  | { readonly at: 'compare'; readonly left: TokenSubject | null; readonly right: TokenSubject | null }
  | { readonly at: 'edit'; readonly subject: TokenSubject }

export const looseSubject = (id: LooseTokenId): TokenSubject => ({ of: 'loose', id })
export const profileSubject = (profileId: ProfileId, which: WhichToken): TokenSubject => ({
  of: 'profile',
  profileId,
  which,
})

/** A subject as one word: for keys of React, and for the value of a choice. */
export function subjectKey(subject: TokenSubject): string {
  switch (subject.of) {
    case 'profile':
      return `profile ${subject.profileId} ${subject.which}`
    case 'loose':
      return `loose ${subject.id}`
    case 'sent':
      return `sent ${subject.exchangeId}`
    case 'past':
      return `past ${subject.profileId} ${subject.entry}`
  }
}

export const isSameSubject = (one: TokenSubject | null, other: TokenSubject | null): boolean =>
  one !== null && other !== null && subjectKey(one) === subjectKey(other)
