import { randomUUID } from 'node:crypto'
import { profileSummary, type ProfileSummary } from '../../electron/contract/profiles.ts'
import { anOAuthWay } from './token-builder.ts'

/** A profile as the window sees it; parsed, so that a builder can't drift from the contract. */
export const aProfileSummary = (some: Partial<ProfileSummary> = {}): ProfileSummary =>
  profileSummary.parse({
    id: randomUUID(),
    name: 'alice',
    label: 'customer',
    group: '',
    colour: null,
    certificate: null,
    keepFresh: false,
    way: anOAuthWay({ issuer: 'http://127.0.0.1:9400', clientId: 'claimcheck-desktop' }),
    secrets: [],
    isPlayground: false,
    session: { state: 'signed-out' },
    ...some,
  })
