import type { Session } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { readJwtExpiry } from '../tokens/read-jwt-expiry.ts'
import { needsCertificate } from './profile-certificate.ts'
import type { ProfileSecrets } from './profile-secrets.ts'
import type { Profile } from './profile.ts'
import { neededSecrets } from './which-secrets.ts'

/** What a window is shown of a profile that has nothing to sign in to. Never throws for a vault that can't be opened. */
export async function standingSession(profile: Profile, { read }: Pick<ProfileSecrets, 'read'>): Promise<Session> {
  if (profile.certificate === null && needsCertificate(profile.way)) {
    return { state: 'incomplete', missing: 'certificate' }
  }
  try {
    const names = neededSecrets(profile)
    const secrets = await Promise.all(names.map((name) => read(profile.id, name)))
    const missing = names.find((_name, at) => secrets[at] === null)
    if (missing !== undefined) return { state: 'incomplete', missing }
    const token = secrets[names.indexOf('token')] ?? null
    const expiresAt = token === null ? null : readJwtExpiry(token.reveal())
    return { state: 'standing', expiresAt: expiresAt?.toISOString() ?? null }
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    if (thrown.code !== 'vault.record_unreadable') return { state: 'locked' }
    return { state: 'sign-in-again', reason: 'unreadable', description: null }
  }
}
