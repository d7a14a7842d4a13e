import * as z from 'zod'
import { profileId } from './ids.ts'
import { session } from './tokens.ts'

const httpsUrl = z.url({ protocol: /^https$/ })
const loopbackUrl = z.url({ protocol: /^http$/, hostname: /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/ })
const withVariable = z.string().regex(/\{\{[^{}]+\}\}/)

/** An address that may hold {{variables}}; what they become is checked when it is used. */
const issuerText = z
  .string()
  .trim()
  .min(1, { error: 'Enter the address of the authorisation server' })
  .max(2000)
  .pipe(z.union([httpsUrl, loopbackUrl, withVariable], { error: 'Use https, or http on this machine only' }))

export const grant = z.enum(['authorization_code', 'client_credentials'])
export type Grant = z.infer<typeof grant>
export const clientAuthentication = z.enum(['none', 'client_secret_basic', 'client_secret_post'])
export type ClientAuthentication = z.infer<typeof clientAuthentication>

const scopeToken = z
  .string()
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/, { error: 'A scope has no spaces or quotes (RFC 6749 §3.3)' })

/** What a person sets; none of it is secret. */
const settings = {
  name: z.string().trim().min(1, { error: 'Give the profile a name' }).max(80),
  /** A word beside the name: customer, staff, m2m. */
  label: z.string().trim().max(40),
  grant,
  issuer: issuerText,
  clientId: z.string().trim().min(1, { error: 'Enter the client id' }).max(500),
  clientAuthentication,
  scopes: z.array(scopeToken).max(100),
  /** RFC 8707; null leaves the parameter out. */
  resource: z.string().trim().min(1).max(2000).nullable(),
  loginHint: z.string().trim().min(1).max(200).nullable(),
  keepFresh: z.boolean(),
}

/** What a window may see of a profile. There is no field a secret could sit in. */
export const profileSummary = z.strictObject({
  ...settings,
  id: profileId,
  hasClientSecret: z.boolean(),
  /** Set by the starter: the profile belongs to the embedded playground. */
  isPlayground: z.boolean(),
  session,
})
export type ProfileSummary = z.infer<typeof profileSummary>

/** Secrets travel in one direction only: into the main process. */
export const profileDraft = z.strictObject({
  ...settings,
  id: profileId.nullable(),
  clientSecret: z.discriminatedUnion('change', [
    z.strictObject({ change: z.literal('keep') }),
    z.strictObject({ change: z.literal('clear') }),
    z.strictObject({ change: z.literal('replace'), value: z.string().min(1).max(10_000) }),
  ]),
})
export type ProfileDraft = z.infer<typeof profileDraft>

/** What the issuer's metadata offers (OpenID discovery or RFC 8414). */
export const discovered = z.strictObject({
  issuer: z.string(),
  authorizationEndpoint: z.string().nullable(),
  tokenEndpoint: z.string().nullable(),
  jwksUri: z.string().nullable(),
  grants: z.array(z.string()),
  scopes: z.array(z.string()),
  clientAuthentications: z.array(z.string()),
  /** null: the metadata says nothing about PKCE. */
  pkceS256: z.boolean().nullable(),
  notes: z.array(z.string()),
})
export type Discovered = z.infer<typeof discovered>

export const profilesChannels = {
  'profiles.list': { request: z.strictObject({}), response: z.array(profileSummary) },
  'profiles.save': { request: profileDraft, response: profileSummary },
  'profiles.remove': { request: z.strictObject({ profileId }), response: z.strictObject({}) },
  'profiles.discover': { request: z.strictObject({ issuer: issuerText }), response: discovered },
}
