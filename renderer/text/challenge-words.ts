import type { Challenge } from '@contract/challenges'
import { challengeValueWords, type ChallengeWords } from './challenge-value-words.ts'

type Words = readonly [meaning: string, reference: string]

// IANA's registry of HTTP authentication schemes, and the ones outside of it that people meet.
const schemes: Readonly<Record<string, Words>> = {
  basic: ['Wants a user name and a password with each request.', 'RFC 7617'],
  bearer: ['Wants an access token: whoever holds it may use it.', 'RFC 6750'],
  concealed: ['Wants a signature over the TLS connection, by a key that the server knows.', 'RFC 9729'],
  digest: ['Wants a hash of the user name, the password and a nonce, so that the password stays here.', 'RFC 7616'],
  dpop: ['Wants an access token with a proof that the sender holds the key it is bound to.', 'RFC 9449 §7.1'],
  gnap: ['Wants a token by GNAP, bound to a key.', 'RFC 9635'],
  hoba: ['Wants a signature with a key that this origin knows.', 'RFC 7486'],
  mutual: ['Wants a password exchange in which the server proves itself too.', 'RFC 8120'],
  negotiate: ['Wants Kerberos, or NTLM inside it, as in Windows domains.', 'RFC 4559'],
  ntlm: ['Wants a Windows NTLM handshake, which holds for one connection.', 'MS-NTHT'],
  oauth: ['Wants a request signed by OAuth 1.0.', 'RFC 5849 §3.5.1'],
  privatetoken: ['Wants an unlinkable token of a token issuer.', 'RFC 9577'],
  'scram-sha-1': ['Wants a password exchange that does not send the password.', 'RFC 7804'],
  'scram-sha-256': ['Wants a password exchange that does not send the password.', 'RFC 7804'],
  uma: ['Wants a token that its owner allows: trade the ticket at the server that it names.', 'UMA 2.0 §3.2'],
  vapid: ['Wants a JWT of a push application server.', 'RFC 8292'],
  'aws4-hmac-sha256': ['Wants a request signed by AWS Signature Version 4.', 'AWS SigV4'],
}

// Of every scheme that has no meaning of its own for them.
const general: Readonly<Record<string, Words>> = {
  realm: ['The part of the server that this is asked for.', 'RFC 9110 §11.5'],
  scope: ['The scopes that the request needs, as a list with spaces.', 'RFC 6750 §3'],
  error: ['Why the request was refused, as a code.', 'RFC 6750 §3.1'],
  error_description: ['The same for the developer to read.', 'RFC 6750 §3'],
  error_uri: ['A page that tells more.', 'RFC 6750 §3'],
  acr_values: ['The levels of sign-in that would do, in the order of preference.', 'RFC 9470 §3'],
  max_age: ['How long ago the sign-in may have been, in seconds.', 'RFC 9470 §3'],
  resource_metadata: ['Where the API says which server gives its tokens.', 'RFC 9728 §5.1'],
  charset: ['The encoding of user name and password; only UTF-8 is allowed.', 'RFC 7617 §2.1'],
  as_uri: ['The server that gives tokens for this.', 'UMA 2.0 §3.2'],
  ticket: ['To be traded for a token, once.', 'UMA 2.0 §3.2'],
}

const ofScheme: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  dpop: {
    algs: ['The algorithms that a proof may be signed with.', 'RFC 9449 §7.1'],
    error: ['Why the request was refused, as a code.', 'RFC 9449 §7.1'],
  },
  digest: {
    nonce: ['A value of the server that the answer is made with, so that it holds for this only.', 'RFC 7616 §3.3'],
    opaque: ['To be sent back as it is.', 'RFC 7616 §3.3'],
    qop: ['What is protected: auth is the request line, auth-int the body too.', 'RFC 7616 §3.3'],
    algorithm: ['The hash that the answer is made with.', 'RFC 7616 §3.3'],
    stale: ['True: only the nonce was too old, so the same password will do with the new one.', 'RFC 7616 §3.3'],
    domain: ['The addresses that the same answer may be sent to.', 'RFC 7616 §3.3'],
    charset: ['The encoding of user name and password; only UTF-8 is allowed.', 'RFC 7616 §3.3'],
    userhash: ['True: the user name is sent as a hash.', 'RFC 7616 §3.4.4'],
  },
  bearer: {
    authorization_uri: ['Where to sign in, as Microsoft’s APIs say it.', 'Microsoft Entra'],
    authorization: ['Where to sign in, as Microsoft’s APIs say it.', 'Microsoft Entra'],
    client_id: ['The id of the API itself, as Microsoft’s APIs say it.', 'Microsoft Entra'],
    claims: ['Claims that a new sign-in must bring (continuous access evaluation), in Base64.', 'Microsoft Entra'],
    resource_id: ['The id of the API, for which a token is asked.', 'Microsoft Entra'],
    service: ['The registry that the token is for.', 'Docker registry token specification'],
  },
}

const wordsOf = (words: Words | undefined, otherwise: string): ChallengeWords =>
  words === undefined ? { meaning: otherwise, reference: null } : { meaning: words[0], reference: words[1] }

// A name of the API's choice must not find what every object has, such as `constructor`.
const rowOf = <Row>(table: Readonly<Record<string, Row>>, name: string): Row | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** What a scheme asks of the sender. */
export const schemeWords = ({ scheme }: Pick<Challenge, 'scheme'>): ChallengeWords =>
  wordsOf(rowOf(schemes, scheme.toLowerCase()), 'A scheme that is known to this API and not to Claimcheck.')

/** What one parameter says: what its value means where that is known, else what its name means. */
export function paramWords({ scheme }: Pick<Challenge, 'scheme'>, name: string, value: string): ChallengeWords {
  const key = name.toLowerCase()
  const known = challengeValueWords(key, value)
  if (known !== null) return known
  const own = rowOf(rowOf(ofScheme, scheme.toLowerCase()) ?? {}, key)
  return wordsOf(own ?? rowOf(general, key), 'A parameter of this API’s own.')
}

/** "Bearer · invalid_token": which scheme, and the first thing that it says. */
export function challengeSummary({ scheme, params }: Challenge): string {
  const said = ['error', 'scope', 'acr_values', 'realm']
    .map((wanted) => params.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '')
    .find((value) => value !== '')
  return said === undefined ? scheme : `${scheme} · ${said}`
}
