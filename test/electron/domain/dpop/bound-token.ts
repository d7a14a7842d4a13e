import { EmbeddedJWK, jwtVerify } from 'jose'
import { anOAuthWay, aProfile } from '../../../support/token-builder.ts'
import { canaryToken, senderUnderTest, status, tokensWith } from '../requests/sender-under-test.ts'

export const bound = aProfile({ way: anOAuthWay({ dpop: true }) })
const usableTokens = async () => ({ tokens: tokensWith(canaryToken, { tokenType: 'DPoP' }), refreshed: false })

/** A sender for a profile whose token is bound to its key. */
export async function senderWithKey(authority = {}) {
  const made = await senderUnderTest({ profile: bound, authority: { usableTokens, ...authority } })
  const key = await made.dpopKeys.ensure(bound.id)
  return { ...made, key }
}

export const proofIn = (head: string | undefined) => /^DPoP: (.*)$/m.exec(head ?? '')?.[1]?.trim() ?? ''
/** The claims of a proof whose signature is that of the key in it. */
export const claimsOf = async (proof: string) => (await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt' })).payload
export const wantsNonce = (nonce: string) =>
  status(401, 'WWW-Authenticate: DPoP error="use_dpop_nonce"', `DPoP-Nonce: ${nonce}`)
