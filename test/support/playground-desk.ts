import { afterAll, beforeAll } from 'vitest'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { desktopClientId, robotClientId } from '../../electron/playground/starter.ts'
import { aDesk } from './desk-builder.ts'
import { startTestPlayground } from './playground-client.ts'
import { signInOverHttp } from './playground.ts'
import { aProfile } from './token-builder.ts'

/** A person of the playground, as the starter would make the profile. */
export const aPerson = (name: string, some: Partial<Profile> = {}): Profile =>
  aProfile({
    name,
    issuer: '{{playgroundIssuer}}',
    clientId: desktopClientId,
    scopes: ['openid', 'offline_access', 'orders:read'],
    loginHint: name,
    isPlayground: true,
    ...some,
  })

export const aRobot = (): Profile =>
  aPerson('robot', {
    grant: 'client_credentials',
    clientId: robotClientId,
    clientAuthentication: 'client_secret_basic',
    scopes: ['orders:read'],
    loginHint: null,
  })

/** A person at a browser: goes where the address leads, and comes back. */
export const browsing =
  (as: 'alice' | 'bob', consent: 'allow' | 'deny' = 'allow') =>
  async (url: string): Promise<void> => {
    const callback = await signInOverHttp(url, { as, consent })
    // The browser is another process: nobody waits for it.
    void fetch(callback).then((response) => response.text())
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
    deskFor: (profiles: Profile[], browse?: (url: string) => Promise<void>) =>
      aDesk({ profiles, playgroundIssuer: playground.issuer, ...(browse !== undefined && { browse }) }),
  }
}
