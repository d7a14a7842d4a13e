import type { InspectedToken } from '@contract/jwt'
import { useNow } from '../../bridge/use-now.ts'
import { ClaimList } from '../../text/claim-list.tsx'
import { visibleText } from '../../text/visible-characters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import css from './claims.module.css'

interface ClaimsProps {
  readonly token: InspectedToken
  readonly focusClaim: string | null
}

const unreadable = {
  jwe: 'It is encrypted (JWE): only the API that it is for can read its claims.',
  opaque: 'It is opaque: a reference that only the authorisation server can read. There are no claims to show.',
} as const

/** What the token says, claim by claim; for a token that can't be read, what the server said beside it. */
export function Claims({ token, focusClaim }: ClaimsProps) {
  const now = useNow()
  if (token.format !== 'jwt') {
    return (
      <section aria-label="Scopes">
        <p className={css['unreadable']}>{unreadable[token.format]}</p>
        <SectionHeading>Scopes the server named</SectionHeading>
        <p className={css['scopes']}>
          {token.scopes.length === 0 && <span className={css['none']}>None</span>}
          {token.scopes.map((scope) => (
            <Chip key={scope} mono>
              {visibleText(scope)}
            </Chip>
          ))}
        </p>
      </section>
    )
  }
  const isMissing = focusClaim !== null && !token.claims.some(({ name }) => name === focusClaim)
  return (
    <section aria-label="Claims">
      <SectionHeading>Claims</SectionHeading>
      {isMissing && <Notice tone="warn" role="status" title={`This token has no claim “${visibleText(focusClaim)}”`} />}
      {token.claims.length === 0 && <p className={css['unreadable']}>The token carries no claims at all.</p>}
      <ClaimList claims={token.claims} focusClaim={focusClaim} now={now} />
    </section>
  )
}
