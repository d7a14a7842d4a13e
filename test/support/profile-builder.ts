import { randomUUID } from 'node:crypto'
import { profileSummary, type ProfileSummary } from '../../electron/contract/profiles.ts'

/** A profile as the window sees it; parsed, so that a builder can't drift from the contract. */
export const aProfileSummary = (some: Partial<ProfileSummary> = {}): ProfileSummary =>
  profileSummary.parse({
    id: randomUUID(),
    name: 'alice',
    label: 'customer',
    grant: 'authorization_code',
    issuer: 'http://127.0.0.1:9400',
    clientId: 'claimcheck-desktop',
    clientAuthentication: 'none',
    scopes: ['openid', 'orders:read'],
    resource: null,
    loginHint: null,
    keepFresh: false,
    hasClientSecret: false,
    isPlayground: false,
    session: { state: 'signed-out' },
    ...some,
  })
