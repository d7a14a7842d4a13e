import type { LooseToken, PastToken } from '@contract/inspection'
import type { ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { listedTitle } from '../../../text/loose-title.ts'
import { formatCountdown, formatMoment } from '../../../text/times.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import type { Tone } from '../../../ui/tone.ts'
import { whichWords } from '../which-words.ts'

export const pastTitle = ({ which, obtainedAt }: PastToken, now: Date): string =>
  `${whichWords[which]} of ${formatMoment(new Date(obtainedAt), now)}`

/** What is known of subjects, to name them. */
export interface SubjectFacts {
  readonly loose: readonly LooseToken[]
  readonly profiles: readonly ProfileSummary[]
  readonly past: ReadonlyMap<ProfileId, readonly PastToken[]>
}

/** A subject in a few words, wherever it is spoken of: "alice · access token". */
export function subjectTitle(subject: TokenSubject, { loose, profiles, past }: SubjectFacts, now: Date): string {
  const nameOf = (id: ProfileId) => visibleText(profiles.find((each) => each.id === id)?.name ?? 'a removed profile')
  switch (subject.of) {
    case 'profile':
      return `${nameOf(subject.profileId)} · ${whichWords[subject.which]}`
    case 'loose': {
      const token = loose.find(({ id }) => id === subject.id)
      if (token === undefined) return 'a token that was let go of'
      const title = listedTitle(token)
      const isAlone = loose.every((other) => other === token || listedTitle(other) !== title)
      return [title, token.synthetic ? 'synthetic' : '', isAlone ? '' : token.reference].filter(Boolean).join(' · ')
    }
    case 'sent':
      return 'the token that was sent'
    case 'past': {
      const token = past.get(subject.profileId)?.find(({ entry }) => entry === subject.entry)
      return `${nameOf(subject.profileId)} · ${token === undefined ? 'an earlier token' : pastTitle(token, now)}`
    }
  }
}

/** How long it still lives, for a narrow column. */
export function expiryWords(expiresAt: string | null, now: Date): { readonly text: string; readonly tone: Tone } {
  if (expiresAt === null) return { text: 'no expiry', tone: 'off' }
  const leftMs = new Date(expiresAt).getTime() - now.getTime()
  if (leftMs <= 0) return { text: 'expired', tone: 'bad' }
  return { text: formatCountdown(leftMs), tone: leftMs < 60_000 ? 'warn' : 'ok' }
}
