import { readRegistry, type RegisteredName } from './registered-claims.ts'

/**
 * IANA's registry "JSON Web Signature and Encryption Header Parameters" as it was on `lastUpdated`. Its 44 rows name
 * some parameters twice, for JWS and for JWE: these are one row here with both references. Taken from a public copy of
 * the registry's CSV that was made on 2026-07-29; its SHA-256 was checked to be the one that was noted then.
 */
export const headerRegistry = {
  source: 'https://www.iana.org/assignments/jose/web-signature-encryption-header-parameters.csv',
  lastUpdated: '2026-05-22',
  sha256: 'e66121e940ab248a4a60c58534c15f7d92f86e4974b5812af4928f053d99e617',
} as const

// name|description|reference
const rows = `
alg|Algorithm|RFC 7515 §4.1.1, RFC 7516 §4.1.1
jku|JWK Set URL|RFC 7515 §4.1.2, RFC 7516 §4.1.4
jwk|JSON Web Key|RFC 7515 §4.1.3, RFC 7516 §4.1.5
kid|Key ID|RFC 7515 §4.1.4, RFC 7516 §4.1.6
x5u|X.509 URL|RFC 7515 §4.1.5, RFC 7516 §4.1.7
x5c|X.509 Certificate Chain|RFC 7515 §4.1.6, RFC 7516 §4.1.8
x5t|X.509 Certificate SHA-1 Thumbprint|RFC 7515 §4.1.7, RFC 7516 §4.1.9
x5t#S256|X.509 Certificate SHA-256 Thumbprint|RFC 7515 §4.1.8, RFC 7516 §4.1.10
typ|Type|RFC 7515 §4.1.9, RFC 7516 §4.1.11
cty|Content Type|RFC 7515 §4.1.10, RFC 7516 §4.1.12
crit|Critical|RFC 7515 §4.1.11, RFC 7516 §4.1.13
enc|Encryption Algorithm|RFC 7516 §4.1.2
zip|Compression Algorithm|RFC 7516 §4.1.3
epk|Ephemeral Public Key|RFC 7518 §4.6.1.1
apu|Agreement PartyUInfo|RFC 7518 §4.6.1.2
apv|Agreement PartyVInfo|RFC 7518 §4.6.1.3
iv|Initialization Vector|RFC 7518 §4.7.1.1
tag|Authentication Tag|RFC 7518 §4.7.1.2
p2s|PBES2 Salt Input|RFC 7518 §4.8.1.1
p2c|PBES2 Count|RFC 7518 §4.8.1.2
iss|Issuer|RFC 7519 §4.1.1
sub|Subject|RFC 7519 §4.1.2
aud|Audience|RFC 7519 §4.1.3
b64|Base64url-Encode Payload|RFC 7797 §3
ppt|PASSporT extension identifier|RFC 8225 §8.1
url|URL|RFC 8555 §6.4.1
nonce|Nonce|RFC 8555 §6.5.2
svt|Signature Validation Token|RFC 9321
iheSSId|The iheSSId header parameter's value shall specify the SubmissionSet.uniqueId as per [https://profiles.ihe.net/ITI/TF/Volume3/ch-4.2.html#4.2.3.3.12].|https://profiles.ihe.net/ITI/DSGj/Volume3/ch-5.10.html#5.10
jwt|This header contains a JWT. Processing rules MAY depend on the typ header value of the respective JWT.|OpenID for Verifiable Presentations 1.0 §12
client_id|This header contains a Client Identifier. A Client Identifier is used in OAuth to identify a certain client. It is defined in [RFC6749], section 2.2.|RFC 6749
trust_chain|OpenID Federation Trust Chain|OpenID Federation 1.0 §4.3
peer_trust_chain|OpenID Federation Peer Trust Chain|OpenID Federation 1.0 §4.4
`

/** Every registered header parameter, in the registry's order. */
export const registeredHeaders: readonly RegisteredName[] = readRegistry(rows)
