import type { InspectedToken } from '../../contract/jwt.ts'
import type { FoundToken, RememberedToken } from '../inspection/found-token.ts'
import { claimedRoles, claimedScopes } from './claim-chips.ts'
import { headerMeaning } from './claim-meaning.ts'
import { claimValues } from './claim-values.ts'
import { explainClaim } from './explain-claim.ts'
import { inferWhich } from './infer-which.ts'
import { readJsonMembers } from './json-members.ts'
import { takeApart } from './take-apart.ts'
import { otherParts, type TokenParts } from './token-parts.ts'
import { ownLife } from './token-life.ts'
import { tokenReference } from './token-reference.ts'
import type { ClaimSetting, TokenToInspect } from './token-to-inspect.ts'
import { tokenWarnings } from './token-warnings.ts'

interface Outside {
  readonly parts: TokenParts
  readonly reference: string
  readonly length: number
}

/**
 * What a token says, in words, without the token. Decoding proves nothing: whether the signature holds is another
 * question. Pure; never throws, whatever the text; never uses the network.
 */
export function inspectToken(subject: TokenToInspect): InspectedToken {
  const { found, profile, now, jtiSeen } = subject
  const { parts, reference, length } = outsideOf(found)
  const members = parts.claims ?? []
  const [header, values] = [claimValues(parts.header), claimValues(members)]
  const which = found.which === 'unknown' ? inferWhich(header, values) : found.which
  const setting: ClaimSetting = {
    ...{ which: judgedAs(which, found), profile, sentTo: found.sentTo, now, jtiSeen },
    ...(parts.format === 'paseto' ? { times: 'iso-8601' } : {}),
  }
  const scopes = claimedScopes(values)
  const tokenType = found.tokens?.tokenType ?? null
  const isPast = found.content.is === 'remembered'
  return {
    ...{ which, format: parts.format, kindName: parts.kindName, reference, length, tokenType },
    header: parts.header.map(({ name, json }) => ({ name, json, ...headerMeaning(name) })),
    claims: members.map((member) => explainClaim(member, values, setting)),
    disclosures: parts.format === 'jwt' ? [...parts.disclosures] : [],
    facts: [...parts.facts],
    hasInner: parts.inner !== null,
    ...lifeOf(parts, which, found.tokens),
    scopes: [...(scopes.length > 0 || which === 'id' ? scopes : (found.tokens?.scopes ?? []))],
    roles: [...claimedRoles(values)],
    warnings: tokenWarnings(
      parts,
      setting,
      judgedAs(which, found) === 'access' ? tokenType : null,
      isPast ? null : length,
    ),
    synthetic: found.synthetic,
    past: isPast,
    obtainedAt: (found.tokens?.obtainedAt ?? found.seenAt).toISOString(),
  }
}

/** Whatever was sent to an API was sent as an access token. */
const judgedAs = (which: InspectedToken['which'], found: FoundToken): InspectedToken['which'] =>
  found.sentTo !== null && found.which === 'unknown' ? 'access' : which

function outsideOf({ content }: FoundToken): Outside {
  if (content.is === 'remembered') {
    return { parts: rememberedParts(content), reference: content.reference, length: content.length }
  }
  const text = content.token.reveal()
  return { parts: takeApart(text), reference: tokenReference(text), length: text.length }
}

/** Of an earlier token only the header and the claims are known. */
function rememberedParts({ format, kindName, header, claims }: RememberedToken): TokenParts {
  const known = {
    header: header === null ? [] : (readJsonMembers(header) ?? []),
    claims: claims === null ? null : readJsonMembers(claims),
  }
  const other = otherParts('opaque', kindName, known)
  switch (format) {
    case 'jwt':
      return {
        ...{ ...other, format, payload: 'claims', claimsText: claims, signature: '', compact: '' },
        ...{ signatures: 1, disclosures: [], keyBinding: null },
      }
    case 'jwe':
      return { ...other, format }
    case 'opaque':
    case 'paseto':
    case 'macaroon':
    case 'saml':
      return { ...other, format }
  }
}

type Life = Pick<InspectedToken, 'issuedAt' | 'notBefore' | 'expiresAt' | 'expirySource'>

/** The access token's end is the one that refreshing goes by; every other token has only its own. */
function lifeOf(parts: TokenParts, which: InspectedToken['which'], tokens: FoundToken['tokens']): Life {
  const { issuedAt, notBefore, expiresAt, expirySource } = ownLife(parts)
  const isTold = (which === 'access' || which === 'unknown') && tokens !== null && tokens.expirySource !== 'unknown'
  return {
    issuedAt: issuedAt?.toISOString() ?? null,
    notBefore: notBefore?.toISOString() ?? null,
    ...(isTold
      ? { expiresAt: tokens.expiresAt?.toISOString() ?? null, expirySource: tokens.expirySource }
      : { expiresAt: expiresAt?.toISOString() ?? null, expirySource }),
  }
}
