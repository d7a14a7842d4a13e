import type { Claim } from '../../contract/jwt.ts'
import { claimValues } from '../jwt/claim-values.ts'
import { explainClaim } from '../jwt/explain-claim.ts'
import { readJsonMembers, type JsonMember } from '../jwt/json-members.ts'
import type { ClaimSetting } from '../jwt/token-to-inspect.ts'
import { createRedactor } from '../requests/redact-sent.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { SecretText } from '../vault/secret-text.ts'

/** Claims that a server told, without any secret of ours that it may have put among them. */
export interface HeardClaims {
  readonly members: readonly JsonMember[]
  readonly values: ReadonlyMap<string, unknown>
}

/** As it stands in a JSON string. */
const jsonSpelling = (secret: SecretText): SecretText => new SecretText(JSON.stringify(secret.reveal()).slice(1, -1))

/** The value written anew, without escapes that JSON does not need; as it came where it is nested too deep for that. */
function jsonOf({ value, json }: JsonMember): string {
  try {
    return JSON.stringify(value)
  } catch (thrown) {
    if (thrown instanceof RangeError) return json
    throw thrown
  }
}

/**
 * Reads what a server told. A server may answer with the very token that it was asked about, or with the secret of the
 * client that asked: these are taken out.
 */
export function hearClaims(
  json: string,
  tokens: Pick<TokenSet, 'accessToken' | 'refreshToken' | 'idToken'>,
  clientSecret: SecretText | null,
): HeardClaims {
  const { accessToken, refreshToken, idToken } = tokens
  const secrets = [accessToken, refreshToken, idToken, clientSecret].filter((each) => each !== null)
  const redactor = createRedactor([...secrets, ...secrets.map(jsonSpelling)])

  function withoutSecrets(member: JsonMember): JsonMember {
    const name = redactor.quote(member.name)
    // Escapes such as `\/` would hide a token from a search in the text as it came.
    const plain = jsonOf(member)
    const redacted = redactor.quote(plain)
    if (redacted === plain && redactor.quote(member.json) === member.json) return { ...member, name }
    const value = parseJsonOrNull(redacted)
    return { name, json: redacted, value }
  }

  const members = (readJsonMembers(json) ?? []).map(withoutSecrets)
  return { members, values: claimValues(members) }
}

/** Each claim in the words of the inspector. */
export const explainClaims = ({ members, values }: HeardClaims, setting: ClaimSetting): Claim[] =>
  members.map((member) => explainClaim(member, values, setting))
