import type { InspectedToken, TokenSubject } from '../../contract/jwt.ts'
import type { LooseToken } from '../../contract/inspection.ts'
import type { ProfileId } from '../../contract/ids.ts'
import { sayTime } from '../token-service/say-time.ts'

/** What each kind of token is called within a sentence. */
export const whichWords: Readonly<Record<InspectedToken['which'], string>> = {
  access: 'access token',
  id: 'ID token',
  refresh: 'refresh token',
  unknown: 'token',
}

interface Named {
  readonly profileName: (id: ProfileId) => string | null
  readonly looseTokens: readonly LooseToken[]
  readonly now: Date
}

/** What a token is called where it stands beside another: "alice's access token of 12:03 UTC". */
export function subjectTitle(subject: TokenSubject, token: InspectedToken, named: Named): string {
  const time = sayTime(new Date(token.obtainedAt), named.now)
  switch (subject.of) {
    case 'profile':
      return `${named.profileName(subject.profileId) ?? 'A profile'}'s ${whichWords[token.which]}, held now`
    case 'past':
      return `${named.profileName(subject.profileId) ?? 'A profile'}'s ${whichWords[token.which]} of ${time}`
    case 'sent':
      return `The ${whichWords[token.which]} that was sent`
    case 'loose': {
      const loose = named.looseTokens.find(({ id }) => id === subject.id)
      const what = token.synthetic ? 'Made for a test' : (loose?.place ?? 'A token')
      return loose === undefined || loose.title === '' ? `${what}, ${time}` : `${loose.title} (${what}, ${time})`
    }
  }
}
