import type { Credential } from '../credentials/credential.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { WireStep } from './sending.ts'
import { isNamed, revealed, type WireRequest } from './wire-request.ts'

export interface SentCredential {
  /** Empty where the line holds one word only. */
  readonly scheme: string
  readonly token: SecretText
}

/** What stands in Authorization, whoever put it there; null where there is no such line. */
export function sentCredential(request: WireRequest): SentCredential | null {
  const line = request.headers.find(([name]) => isNamed(name, 'authorization'))
  if (line === undefined) return null
  const value = revealed(line[1]).trim()
  const space = value.indexOf(' ')
  if (space < 0) return { scheme: '', token: new SecretText(value) }
  return { scheme: value.slice(0, space), token: new SecretText(value.slice(space + 1).trim()) }
}

/** The token that a step went out with: the credential's where it was put in, or one that a person typed. */
export function tokenSentIn({ carries, request }: WireStep, credential: Credential | null): SecretText | null {
  if (carries && credential !== null && credential.token !== null) return credential.token
  const typed = sentCredential(request)
  const isToken = typed !== null && typed.token.reveal() !== '' && /^(?:bearer|dpop|token|jwt)$/i.test(typed.scheme)
  return isToken ? typed.token : null
}
