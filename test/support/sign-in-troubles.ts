import { expect } from 'vitest'
import type { Failure } from '../../electron/contract/failures.ts'
import type { OAuthWay } from '../../electron/contract/oauth.ts'
import type { ProfileDraft, SecretName } from '../../electron/contract/profiles.ts'
import type { Way } from '../../electron/contract/ways.ts'
import type { Journey } from './compose-for-journey.ts'
import { anOAuthWay } from './token-builder.ts'

export type Secrets = Partial<Record<SecretName, string>>
export type Told = readonly [code: Failure['code'], details: object, step: string, words: RegExp]
type Ending = ReturnType<Journey['startSignIn']>

const entered = (secrets: Secrets): ProfileDraft['secrets'] =>
  Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, { change: 'replace', value } as const]))

/** Profiles that can't sign in, and what the window shows of that. */
export function troublesOf(claimcheck: () => Journey) {
  let count = 0

  async function add(way: Way, secrets: Secrets = {}): Promise<string> {
    const name = `trouble ${(count += 1)}`
    await claimcheck().addProfile({ name, way, secrets: entered(secrets) })
    return name
  }

  return {
    add,
    /** A new OAuth profile; what is said of it is where it goes wrong. */
    addOAuth: (way: Partial<OAuthWay>, secrets: Secrets = {}) => add(anOAuthWay(way), secrets),
    /**
     * The sign-in fails as told, the trace blames its last step, since nothing was tried after it, and nobody is signed
     * in; gives that step.
     */
    expectTold: async (
      name: string,
      [code, details, step, words]: Told,
      ending: Ending = claimcheck().startSignIn(name),
    ) => {
      const reply = await ending
      const { id: profileId } = await claimcheck().profile(name)
      const trace = await claimcheck().ask('signIn.trace', { profileId })
      expect(trace?.outcome).toBe('failed')
      expect(await claimcheck().session(name)).toMatchObject({ state: 'signed-out' })
      const blamed = (trace?.entries ?? []).filter(({ problem }) => problem !== null)
      expect(blamed).toEqual(trace?.entries.slice(-1))
      const told = { failure: reply.ok ? null : reply.failure, step: blamed[0]?.title, words: blamed[0]?.problem }
      expect(told).toMatchObject({ failure: { code, details }, step, words: expect.stringMatching(words) })
      return blamed[0]
    },
  }
}
