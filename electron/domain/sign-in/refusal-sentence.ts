import type { RefusalCause } from '../../contract/failures.ts'
import type { Refusal } from './refusal-cause.ts'

const sentences: { readonly [Cause in RefusalCause]: string } = {
  'client-unknown': 'The server does not know this client id',
  'client-secret': 'The server did not accept the client secret',
  'client-key': "The server did not accept the client's signed assertion: its key, algorithm, key id or audience",
  'client-authentication': 'The server wants this client to say who it is in another way',
  'client-certificate': 'The server did not accept the client certificate',
  redirect: 'The redirect address is not registered for this client, or not the one of the request',
  pkce: 'The server refused the PKCE proof: the verifier does not fit the challenge',
  code: 'The server refused the code: it was used before, has expired, or belongs to another client',
  scope: 'The server refused a scope that was asked for',
  resource: 'The server gives no token for the resource that was asked for',
  'grant-not-allowed': 'This client may not use this grant',
  person: 'The server did not accept the name and password',
  assertion: 'The server refused the assertion: its signature, issuer, subject, audience or lifetime',
  'subject-token': 'The server refused the token that was traded in',
  'refresh-token':
    'The server refused the refresh token: it was used before, revoked, has expired, or is of another client',
  dpop: 'The server refused the DPoP proof',
  clock: "The server's clock and ours do not agree about a time in the request",
  unknown: 'The server refused the request',
}

/** What most likely went wrong in a sentence, with the server's own words behind it, as the trace says it. */
export function refusalSentence(cause: RefusalCause, { error, description }: Pick<Refusal, 'error' | 'description'>) {
  const said = description === null || description.trim() === '' ? error : `${error}: ${description}`
  return `${sentences[cause]} (${said})`
}
