import { memo } from 'react'
import type { InspectedToken } from '@contract/jwt'
import { useNow } from '../../bridge/use-now.ts'
import { ChipList } from '../../text/chip-list.tsx'
import { ClaimList } from '../../text/claim-list.tsx'
import type { Focus } from '../../text/member-row.tsx'
import { TimeZoneSwitch } from '../../text/token-time.tsx'
import { visibleText } from '../../text/visible-characters.ts'
import { Notice } from '../../ui/notice.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import css from './claims.module.css'

interface ClaimsProps {
  readonly token: InspectedToken
  readonly focus: Focus | null
}

const unreadable = {
  jwe: 'It is encrypted (JWE): only the API that it is for can read its claims.',
  opaque: 'It is opaque: a reference that only the authorisation server can read. There are no claims to show.',
  paseto: 'It is a PASETO, which is read here only as far as it lies open.',
  macaroon: 'It is a macaroon: a chain of conditions, which only whoever made it can check.',
  saml: 'It is a SAML assertion, and no JWT: of its XML only the main parts are read here.',
} as const satisfies Record<Exclude<InspectedToken['format'], 'jwt'>, string>

/** What the token says, claim by claim; for a token that can't be read, what the server said beside it. */
export const Claims = memo(function Claims({ token, focus }: ClaimsProps) {
  const { format, claims, header, scopes } = token
  const isMissing = focus !== null && ![...claims, ...header].some(({ name }) => name === focus.name)
  return (
    <>
      {isMissing && <Notice tone="warn" role="status" title={`This token has no claim “${visibleText(focus.name)}”`} />}
      {format !== 'jwt' && <p className={css['unreadable']}>{unreadable[format]}</p>}
      {(format === 'jwt' || claims.length > 0) && <ReadClaims claims={claims} focus={focus} />}
      {format !== 'jwt' && (scopes.length > 0 || format === 'opaque') && (
        <section role="group" aria-label="Scopes">
          <SectionHeading>Scopes the server named</SectionHeading>
          <p className={css['scopes']}>
            {scopes.length === 0 ? (
              <span className={css['none']}>None</span>
            ) : (
              <ChipList texts={scopes} name="scopes" />
            )}
          </p>
        </section>
      )}
    </>
  )
})

interface ReadClaimsProps extends Pick<InspectedToken, 'claims'> {
  readonly focus: Focus | null
}

function ReadClaims({ claims, focus }: ReadClaimsProps) {
  const now = useNow()
  const hasTimes = claims.some(({ instant }) => instant !== null)
  return (
    <section role="group" aria-label="Claims">
      <SectionHeading actions={hasTimes && <TimeZoneSwitch />}>Claims</SectionHeading>
      {claims.length === 0 && <p className={css['unreadable']}>The token carries no claims at all.</p>}
      <ClaimList claims={claims} focus={focus} now={now} />
    </section>
  )
}
