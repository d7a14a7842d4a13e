import * as z from 'zod'
import { issuerText } from './addresses.ts'
import { profileId } from './ids.ts'
import { session } from './tokens.ts'
import { way } from './ways.ts'

/** What a profile may keep in the vault. Which of them matter depends on its way. */
export const secretNames = [
  'clientSecret',
  /** PEM or JWK: signs client assertions (private_key_jwt). */
  'clientKey',
  'password',
  /** The API key or static token. */
  'token',
  /** One that the person got elsewhere, for the grant refresh_token. */
  'refreshToken',
  /** PEM, JWK or shared secret: signs the JWTs of signed_jwt and jwt_bearer. */
  'signingKey',
  /** PEM: belongs to the profile's certificate. */
  'certificateKey',
  'certificatePassphrase',
] as const
export const secretName = z.enum(secretNames)
export type SecretName = z.infer<typeof secretName>

export const profileColours = ['blue', 'teal', 'green', 'yellow', 'orange', 'red', 'pink', 'violet', 'grey'] as const

/** What a person sets; none of it is secret. */
const settings = {
  name: z.string().trim().min(1, { error: 'Give the profile a name' }).max(80),
  /** A word beside the name: customer, staff, m2m. */
  label: z.string().trim().max(40),
  /** Profiles of one group stand together; '' is no group. */
  group: z.string().trim().max(80),
  colour: z.enum(profileColours).nullable(),
  /** PEM, with its chain: shown to servers beside whatever else proves who is calling (RFC 8705). Its key is a secret. */
  certificate: z.string().max(100_000).nullable(),
  keepFresh: z.boolean(),
  way,
}

/** A profile as it is stored. `isPlayground`: set by the starter, belongs to the embedded playground. */
export const storedProfile = z.strictObject({ ...settings, id: profileId, isPlayground: z.boolean() })
export type StoredProfile = z.infer<typeof storedProfile>

/** What a window may see of a profile. There is no field a secret could sit in. */
export const profileSummary = z.strictObject({
  ...storedProfile.shape,
  /** Which secrets there are; while the vault can't be opened: which there should be. */
  secrets: z.array(secretName),
  session,
})
export type ProfileSummary = z.infer<typeof profileSummary>

const secretChange = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('clear') }),
  z.strictObject({ change: z.literal('replace'), value: z.string().min(1).max(100_000) }),
])
export type SecretChange = z.infer<typeof secretChange>

/** Secrets travel in one direction only: into the main process. One that is not named is kept as it is. */
export const profileDraft = z.strictObject({
  ...settings,
  id: profileId.nullable(),
  secrets: z.partialRecord(secretName, secretChange),
})
export type ProfileDraft = z.infer<typeof profileDraft>

/** What the issuer's metadata offers (OpenID discovery or RFC 8414). */
export const discovered = z.strictObject({
  issuer: z.string(),
  authorizationEndpoint: z.string().nullable(),
  tokenEndpoint: z.string().nullable(),
  jwksUri: z.string().nullable(),
  /** Which further endpoints it names: device, pushed request, userinfo, introspection, revocation, end of session, registration. */
  offers: z.array(
    z.enum(['device', 'pushed-request', 'userinfo', 'introspection', 'revocation', 'end-session', 'registration']),
  ),
  grants: z.array(z.string()),
  scopes: z.array(z.string()),
  clientAuthentications: z.array(z.string()),
  /** null: the metadata says nothing about PKCE. */
  pkceS256: z.boolean().nullable(),
  /** Algorithms for DPoP proofs; empty: not announced. */
  dpopAlgorithms: z.array(z.string()),
  /** How it says that it signs ID tokens; left out where it does not say. */
  signingAlgorithms: z.array(z.string()).optional(),
  notes: z.array(z.string()),
})
export type Discovered = z.infer<typeof discovered>

/** A file that a person chose to import from, before anything of it is taken over. */
export const profileImport = z.strictObject({
  fileName: z.string(),
  profiles: z.array(z.strictObject({ name: z.string(), kind: z.string(), secretCount: z.number().int() })),
  /** True: its secrets are there, sealed under a passphrase. */
  isSealed: z.boolean(),
})
export type ProfileImport = z.infer<typeof profileImport>

const passphrase = z.string().min(1).max(1000)
const nothing = z.strictObject({})
export const profilesChannels = {
  'profiles.list': { request: nothing, response: z.array(profileSummary) },
  'profiles.save': { request: profileDraft, response: profileSummary },
  'profiles.remove': { request: z.strictObject({ profileId }), response: nothing },
  'profiles.discover': { request: z.strictObject({ issuer: issuerText }), response: discovered },
  /** Asks for tokens that are bound to a DPoP key from the next sign-in on; only of a profile by OAuth. */
  'profiles.useDpop': { request: z.strictObject({ profileId }), response: nothing },
  /** The whole list in its new order, each with the group it now stands in. */
  'profiles.arrange': {
    request: z.strictObject({
      order: z.array(z.strictObject({ profileId, group: z.string().trim().max(80) })).max(10_000),
    }),
    response: nothing,
  },
  /** Asks where (the system's dialog). Secrets go along only under a passphrase; tokens never do. */
  'profiles.export': {
    request: z.strictObject({ profileIds: z.array(profileId).max(10_000), passphrase: passphrase.nullable() }),
    response: z.strictObject({ saved: z.boolean(), secretCount: z.number().int() }),
  },
  /** Asks for a file; null when the person thought better. Main keeps it until it is imported or another is chosen. */
  'profiles.chooseImport': { request: nothing, response: profileImport.nullable() },
  /** Takes over the chosen file. null leaves its secrets out. A name that is taken gets a number. */
  'profiles.import': {
    request: z.strictObject({ passphrase: passphrase.nullable() }),
    response: z.strictObject({
      imported: z.array(z.strictObject({ profileId, name: z.string() })),
      /** What could not be taken over, and why, in a sentence each. */
      left: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
    }),
  },
}
