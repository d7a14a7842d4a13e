import * as z from 'zod'
import { storedProfile } from '../contract/profiles.ts'
import { isRecord } from '../domain/json/is-record.ts'

/** A profile as version 1 of the file has it: a client of an issuer, with one of two grants. */
const profileOfVersion1 = z.strictObject({
  name: z.string(),
  label: z.string(),
  grant: z.enum(['authorization_code', 'client_credentials']),
  issuer: z.string(),
  clientId: z.string(),
  clientAuthentication: z.enum(['none', 'client_secret_basic', 'client_secret_post']),
  scopes: z.array(z.string()),
  resource: z.string().nullable(),
  loginHint: z.string().nullable(),
  keepFresh: z.boolean(),
  id: z.string(),
  isPlayground: z.boolean(),
})
type ProfileOfVersion1 = z.infer<typeof profileOfVersion1>

function grantOf({ grant, loginHint }: ProfileOfVersion1) {
  if (grant === 'client_credentials') return { type: grant }
  return {
    type: grant,
    redirect: { by: 'free-port' },
    loginHint,
    prompt: null,
    acrValues: null,
    maxAgeSeconds: null,
    pushedRequest: 'when-offered',
  }
}

function profileOf(old: ProfileOfVersion1) {
  const { id, name, label, keepFresh, isPlayground, issuer, clientId, clientAuthentication, scopes, resource } = old
  return {
    ...{ id, name, label, group: '', colour: null, certificate: null, keepFresh, isPlayground },
    way: {
      ...{ kind: 'oauth', issuer, endpoints: null, clientId, clientAuthentication, clientSigning: null, scopes },
      resources: resource === null ? [] : [resource],
      extraParameters: [],
      dpop: false,
      grant: grantOf(old),
    },
  }
}

/** An entry that version 1 did not make, or that makes no profile now, stays word for word. */
function entryOf(entry: unknown): unknown {
  const old = profileOfVersion1.safeParse(entry)
  if (!old.success) return entry
  const profile = profileOf(old.data)
  return storedProfile.safeParse(profile).success ? profile : entry
}

/** Version 1 of the file's content as version 2: each profile says its way. */
export function migrateFromVersion1(content: unknown): unknown {
  if (!isRecord(content) || !Array.isArray(content['profiles'])) return content
  return { ...content, profiles: content['profiles'].map(entryOf) }
}
