/** One row of a registry of IANA. */
export interface RegisteredName {
  readonly name: string
  readonly description: string
  /** Where it is defined; several definitions are joined by a comma. */
  readonly reference: string
}

/**
 * IANA's registry "JSON Web Token Claims" as it was on `lastUpdated`: all of its 163 rows, in its order. Taken from a
 * public copy of https://www.iana.org/assignments/jwt/claims.csv that was made on 2026-07-29; its SHA-256 was checked
 * to be the one that was noted when it was fetched. The change controllers are left out, line breaks and the writing of
 * references are evened.
 */
export const claimRegistry = {
  source: 'https://www.iana.org/assignments/jwt/claims.csv',
  lastUpdated: '2026-07-20',
  sha256: 'a87f3c08c02b671823e937c7880d29c0cb8c7a5fd518063ab1dec594660f799b',
} as const

// name|description|reference
const rows = `
iss|Issuer|RFC 7519 §4.1.1
sub|Subject|RFC 7519 §4.1.2
aud|Audience|RFC 7519 §4.1.3
exp|Expiration Time|RFC 7519 §4.1.4
nbf|Not Before|RFC 7519 §4.1.5
iat|Issued At|RFC 7519 §4.1.6
jti|JWT ID|RFC 7519 §4.1.7
name|Full name|OpenID Connect Core 1.0 §5.1
given_name|Given name(s) or first name(s)|OpenID Connect Core 1.0 §5.1
family_name|Surname(s) or last name(s)|OpenID Connect Core 1.0 §5.1
middle_name|Middle name(s)|OpenID Connect Core 1.0 §5.1
nickname|Casual name|OpenID Connect Core 1.0 §5.1
preferred_username|Shorthand name by which the End-User wishes to be referred to|OpenID Connect Core 1.0 §5.1
profile|Profile page URL|OpenID Connect Core 1.0 §5.1
picture|Profile picture URL|OpenID Connect Core 1.0 §5.1
website|Web page or blog URL|OpenID Connect Core 1.0 §5.1
email|Preferred e-mail address|OpenID Connect Core 1.0 §5.1
email_verified|True if the e-mail address has been verified; otherwise false|OpenID Connect Core 1.0 §5.1
gender|Gender|OpenID Connect Core 1.0 §5.1
birthdate|Birthday|OpenID Connect Core 1.0 §5.1
zoneinfo|Time zone|OpenID Connect Core 1.0 §5.1
locale|Locale|OpenID Connect Core 1.0 §5.1
phone_number|Preferred telephone number|OpenID Connect Core 1.0 §5.1
phone_number_verified|True if the phone number has been verified; otherwise false|OpenID Connect Core 1.0 §5.1
address|Preferred postal address|OpenID Connect Core 1.0 §5.1
updated_at|Time the information was last updated|OpenID Connect Core 1.0 §5.1
azp|Authorized party - the party to which the ID Token was issued|OpenID Connect Core 1.0 §2
nonce|Value used to associate a Client session with an ID Token (MAY also be used for nonce values in other applications of JWTs)|OpenID Connect Core 1.0 §2, RFC 9449
auth_time|Time when the authentication occurred|OpenID Connect Core 1.0 §2
at_hash|Access Token hash value|OpenID Connect Core 1.0 §2
c_hash|Code hash value|OpenID Connect Core 1.0 §3.3.2.11
acr|Authentication Context Class Reference|OpenID Connect Core 1.0 §2
amr|Authentication Methods References|OpenID Connect Core 1.0 §2
sub_jwk|Public key used to check the signature of an ID Token|OpenID Connect Core 1.0 §7.4
cnf|Confirmation|RFC 7800 §3.1
sip_from_tag|SIP From tag header field parameter value|RFC 8055, RFC 3261
sip_date|SIP Date header field value|RFC 8055, RFC 3261
sip_callid|SIP Call-Id header field value|RFC 8055, RFC 3261
sip_cseq_num|SIP CSeq numeric header field parameter value|RFC 8055, RFC 3261
sip_via_branch|SIP Via branch header field parameter value|RFC 8055, RFC 3261
orig|Originating Identity String|RFC 8225 §5.2.1
dest|Destination Identity String|RFC 8225 §5.2.1
mky|Media Key Fingerprint String|RFC 8225 §5.2.2
events|Security Events|RFC 8417 §2.2
toe|Time of Event|RFC 8417 §2.2
txn|Transaction Identifier|RFC 8417 §2.2
rph|Resource Priority Header Authorization|RFC 8443 §3
sid|Session ID|OpenID Connect Front-Channel Logout 1.0 §3
vot|Vector of Trust value|RFC 8485
vtm|Vector of Trust trustmark URL|RFC 8485
attest|Attestation level as defined in SHAKEN framework|RFC 8588
origid|Originating Identifier as defined in SHAKEN framework|RFC 8588
act|Actor|RFC 8693 §4.1
scope|Scope Values|RFC 8693 §4.2
client_id|Client Identifier|RFC 8693 §4.3
may_act|Authorized Actor - the party that is authorized to become the actor|RFC 8693 §4.4
jcard|jCard data|RFC 8688, RFC 7095
at_use_nbr|Number of API requests for which the access token can be used|ETSI GS NFV-SEC 022 V2.7.1
div|Diverted Target of a Call|RFC 8946
opt|Original PASSporT (in Full Form)|RFC 8946
vc|Verifiable Credential as specified in the W3C Recommendation|W3C Recommendation Verifiable Credentials Data Model 1.0 - Expressing verifiable information on the Web (19 November 2019) §6.3.1
vp|Verifiable Presentation as specified in the W3C Recommendation|W3C Recommendation Verifiable Credentials Data Model 1.0 - Expressing verifiable information on the Web (19 November 2019) §6.3.1
sph|SIP Priority header field|RFC 9027
ace_profile|The ACE profile a token is supposed to be used with.|RFC 9200 §5.10
cnonce|"client-nonce". A nonce previously provided to the AS by the RS via the client. Used to verify token freshness when the RS cannot synchronize its clock with the AS.|RFC 9200 §5.10
exi|"Expires in". Lifetime of the token in seconds from the time the RS first sees it. Used to implement a weaker from of token expiration for devices that cannot synchronize their internal clocks.|RFC 9200 §5.10.3
roles|Roles|RFC 7643 §4.1.2, RFC 9068 §2.2.3.1
groups|Groups|RFC 7643 §4.1.2, RFC 9068 §2.2.3.1
entitlements|Entitlements|RFC 7643 §4.1.2, RFC 9068 §2.2.3.1
token_introspection|Token introspection response|RFC 9701 §5
eat_nonce|Nonce|RFC 9711
ueid|Universal Entity ID|RFC 9711
sueids|Semipermanent UEIDs|RFC 9711
oemid|Hardware OEM ID|RFC 9711
hwmodel|Model identifier for hardware|RFC 9711
hwversion|Hardware Version Identifier|RFC 9711
oemboot|Indicates whether the software booted was OEM authorized|RFC 9711
dbgstat|The status of debug facilities|RFC 9711
location|The geographic location|RFC 9711
eat_profile|The EAT profile followed|RFC 9711
submods|The section containing submodules|RFC 9711
uptime|Uptime|RFC 9711
bootcount|The number of times the entity or submodule has been booted|RFC 9711
bootseed|Identifies a boot cycle|RFC 9711
dloas|Certifications received as Digital Letters of Approval|RFC 9711
swname|The name of the software running in the entity|RFC 9711
swversion|The version of software running in the entity|RFC 9711
manifests|Manifests describing the software installed on the entity|RFC 9711
measurements|Measurements of the software, memory configuration, and such on the entity|RFC 9711
measres|The results of comparing software measurements to reference values|RFC 9711
intuse|The intended use of the EAT|RFC 9711
cdniv|CDNI Claim Set Version|RFC 9246 §2.1.8
cdnicrit|CDNI Critical Claims Set|RFC 9246 §2.1.9
cdniip|CDNI IP Address|RFC 9246 §2.1.10
cdniuc|CDNI URI Container|RFC 9246 §2.1.11
cdniets|CDNI Expiration Time Setting for Signed Token Renewal|RFC 9246 §2.1.12
cdnistt|CDNI Signed Token Transport Method for Signed Token Renewal|RFC 9246 §2.1.13
cdnistd|CDNI Signed Token Depth|RFC 9246 §2.1.14
sig_val_claims|Signature Validation Token|RFC 9321 §3.2.3
authorization_details|The claim authorization_details contains a JSON array of JSON objects representing the rights of the access token. Each JSON object contains the data to specify the authorization requirements for a certain type of resource.|RFC 9396 §9.1
verified_claims|A structured claim containing end-user claims and the details of how those end-user claims were assured.|OpenID Identity Assurance Schema Definition 1.0 §5
place_of_birth|A structured claim representing the end-user's place of birth.|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
nationalities|String array representing the end-user's nationalities.|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
birth_family_name|Family name(s) someone has when they were born, or at least from the time they were a child. This term can be used by a person who changes the family name(s) later in life for any reason. Note that in some cultures, people can have multiple family names or no family name; all can be present, with the names being separated by space characters.|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
birth_given_name|Given name(s) someone has when they were born, or at least from the time they were a child. This term can be used by a person who changes the given name later in life for any reason. Note that in some cultures, people can have multiple given names; all can be present, with the names being separated by space characters.|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
birth_middle_name|Middle name(s) someone has when they were born, or at least from the time they were a child. This term can be used by a person who changes the middle name later in life for any reason. Note that in some cultures, people can have multiple middle names; all can be present, with the names being separated by space characters. Also note that in some cultures, middle names are not used.|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
salutation|End-user's salutation, e.g., "Mr"|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
title|End-user's title, e.g., "Dr"|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
msisdn|End-user's mobile phone number formatted according to ITU-T recommendation [E.164]|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
also_known_as|Stage name, religious name or any other type of alias/pseudonym with which a person is known in a specific context besides its legal name.|OpenID Connect for Identity Assurance Claims Registration 1.0 §4
htm|The HTTP method of the request|RFC 9449 §4.2
htu|The HTTP URI of the request (without query and fragment parts)|RFC 9449 §4.2
ath|The base64url-encoded SHA-256 hash of the ASCII encoding of the associated access token's value|RFC 9449 §4.2
atc|Authority Token Challenge|RFC 9447
sub_id|Subject Identifier|RFC 9493 §4.1
rcd|Rich Call Data Information|RFC 9795
rcdi|Rich Call Data Integrity Information|RFC 9795
crn|Call Reason|RFC 9795
msgi|Message Integrity Information|RFC 9475
_claim_names|JSON object whose member names are the Claim Names for the Aggregated and Distributed Claims|OpenID Connect Core 1.0 §5.6.2
_claim_sources|JSON object whose member names are referenced by the member values of the _claim_names member|OpenID Connect Core 1.0 §5.6.2
rdap_allowed_purposes|This claim describes the set of RDAP query purposes that are available to an identity that is presented for access to a protected RDAP resource.|RFC 9560 §3.1.5.1
rdap_dnt_allowed|This claim contains a JSON boolean literal that describes a "do not track" request for server-side tracking, logging, or recording of an identity that is presented for access to a protected RDAP resource.|RFC 9560 §3.1.5.2
geohash|Geohash String or Array|Fast and Readable Geographical Hashing (CTA-5009)
_sd|Digests of Disclosures for object properties|RFC 9901 §4.2.4.1
...|Digest of the Disclosure for an array element|RFC 9901 §4.2.4.2
_sd_alg|Hash algorithm used to generate Disclosure digests and digest over presentation|RFC 9901 §4.1.1
sd_hash|Digest of the SD-JWT to which the KB-JWT is tied|RFC 9901 §4.3
consumerPlmnId|PLMN ID of the NF service consumer|3GPP TS 29.510, Clause 6.3.5.2.4
consumerSnpnId|SNPN ID of the NF service consumer|3GPP TS 29.510, Clause 6.3.5.2.4
producerPlmnId|PLMN ID of the NF service producer|3GPP TS 29.510, Clause 6.3.5.2.4
producerSnpnId|SNPN ID of the NF service producer|3GPP TS 29.510, Clause 6.3.5.2.4
producerSnssaiList|list of S-NSSAIs of the NF service producer which are authorized for the NF service consumer|3GPP TS 29.510, Clause 6.3.5.2.4
producerNsiList|List of NSIs of the NF service producer which are authorized for the NF service consumer|3GPP TS 29.510, Clause 6.3.5.2.4
producerNfSetId|NF Set ID of the NF service producer|3GPP TS 29.510, Clause 6.3.5.2.4
producerNfServiceSetId|NF Service Set ID of the NF Service Producer|3GPP TS 29.510, Clause 6.3.5.2.4
sourceNfInstanceId|NF Instance ID of the source NF|3GPP TS 29.510, Clause 6.3.5.2.4
analyticsIdList|Analytics IDs|3GPP TS 29.510, Clause 6.3.5.2.4
resOwnerId|Contains the identifier of the resource owner, e.g., GPSI as specified in clause 5.3.2 of [3GPP TS 29.571].|3GPP TS 29.222, Clause 8.5.4.2.8
cmw|RATS Conceptual Message Wrapper|RFC 9999 §3.1, 3.3
jwks|JSON Web Key Set|OpenID Federation 1.0 §13.1
metadata|Metadata object|OpenID Federation 1.0 §13.2
constraints|Constraints object|OpenID Federation 1.0 §13.3
crit|List of Claims in this JWT defined by extensions to this kind of JWT that MUST be understood and processed|OpenID Federation 1.0 §13.4
ref|Reference|OpenID Federation 1.0 §13.5
delegation|Delegation|OpenID Federation 1.0 §13.6
logo_uri|URI referencing a logo|OpenID Federation 1.0 §13.7
authority_hints|Authority Hints|OpenID Federation 1.0 §3.2
trust_anchor_hints|Trust Anchor Hints|OpenID Federation 1.0 §3.2
trust_marks|Trust Marks|OpenID Federation 1.0 §3.2
trust_mark_issuers|Trust Mark Issuers|OpenID Federation 1.0 §3.2
trust_mark_owners|Trust Mark Owners|OpenID Federation 1.0 §3.2
metadata_policy|Metadata Policy object|OpenID Federation 1.0 §3.3
metadata_policy_crit|Critical Metadata Policy Operators|OpenID Federation 1.0 §3.3
source_endpoint|Source Endpoint URL|OpenID Federation 1.0 §3.3
keys|Array of JWK values in a JWK Set|OpenID Federation 1.0 §5.2.1
trust_mark_type|Trust Mark Type Identifier|OpenID Federation 1.0 §7.1
trust_chain|Trust Chain|OpenID Federation 1.0 §8.3.2
trust_anchor|Trust Anchor ID|OpenID Federation 1.0 §12.2.3
status|A JSON object containing a reference to a status mechanism from the JWT Status Mechanisms Registry.|draft-ietf-oauth-status-list-21 §6.1
status_list|A JSON object containing up-to-date status information on multiple tokens using the Token Status List mechanism.|draft-ietf-oauth-status-list-21 §5.1
ttl|Time to Live|draft-ietf-oauth-status-list-21 §5.1
stpl|OCSP Staple|draft-ietf-stir-certificates-ocsp-14
`

/** Reads rows of `name|description|reference`. */
export const readRegistry = (text: string): readonly RegisteredName[] =>
  text
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', description = '', reference = ''] = row.split('|')
      return { name, description, reference }
    })

/** Every registered claim, in the registry's order. */
export const registeredClaims: readonly RegisteredName[] = readRegistry(rows)
