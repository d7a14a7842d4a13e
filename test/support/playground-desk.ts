import { afterAll, beforeAll } from 'vitest'
import type { OAuthWay } from '../../electron/contract/oauth.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { desktopClientId, robotClientId } from '../../electron/playground/demo-credentials.ts'
import { aDesk } from './desk-builder.ts'
import { theExamples } from './example-profiles.ts'
import { followCallback } from './follow-callback.ts'
import { startTestPlayground } from './playground-client.ts'
import { signInOverHttp } from './playground.ts'
import { anOAuthWay, aProfile, inBrowser } from './token-builder.ts'

/** A person of the playground, as the starter would make the profile. */
export const aPerson = (name: string, some: Partial<OAuthWay> = {}): Profile =>
  aProfile({
    name,
    isPlayground: true,
    way: anOAuthWay({
      issuer: '{{playgroundIssuer}}',
      clientId: desktopClientId,
      scopes: ['openid', 'offline_access', 'orders:read'],
      // Not pushed, so that a test can read what the browser is sent with.
      grant: { type: 'authorization_code', ...inBrowser, loginHint: name, pushedRequest: 'never' },
      ...some,
    }),
  })

export const aRobot = (some: Partial<OAuthWay> = {}): Profile =>
  aPerson('robot', {
    grant: { type: 'client_credentials' },
    clientId: robotClientId,
    clientAuthentication: 'client_secret_basic',
    scopes: ['orders:read'],
    ...some,
  })

/** A person at a browser: goes where the address leads, and comes back. */
export const browsing =
  (as: 'alice' | 'bob', consent: 'allow' | 'deny' = 'allow') =>
  async (url: string): Promise<void> => {
    const callback = await signInOverHttp(url, { as, consent })
    // The browser is another process: nobody waits for it.
    void followCallback(callback)
  }

/** Desks at a playground that lives as long as the tests of one file. */
export function desksAtPlayground() {
  let playground: Awaited<ReturnType<typeof startTestPlayground>>
  beforeAll(async () => {
    playground = await startTestPlayground()
  })
  afterAll(() => playground.stop())
  return {
    issuer: (): string => playground.issuer,
    /** A desk that has every profile of the playground, with its secrets. */
    deskForExamples: async (browse?: (url: string) => Promise<void>) => {
      const { profiles, secrets, idOf } = theExamples()
      const { issuer, apiUrl } = playground
      const made = aDesk({ profiles, playgroundIssuer: issuer, ...(browse !== undefined && { browse }) })
      made.values.set('playgroundApi', apiUrl)
      await Promise.all(secrets.map(({ id, changes }) => made.secrets.change(id, changes)))
      return { ...made, idOf }
    },
    deskFor: (profiles: Profile[], browse?: (url: string) => Promise<void>) =>
      aDesk({ profiles, playgroundIssuer: playground.issuer, ...(browse !== undefined && { browse }) }),
  }
}
