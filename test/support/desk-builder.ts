import { randomBytes, randomUUID } from 'node:crypto'
import { createEngineFetch } from '../../electron/adapters/engine-fetch.ts'
import { createLoopbackListener } from '../../electron/adapters/loopback-callback.ts'
import { createOpenIdProvider } from '../../electron/adapters/openid-provider.ts'
import { createOpenIdSessions } from '../../electron/adapters/openid-provider-session.ts'
import { createWholeExchange } from '../../electron/adapters/whole-exchange.ts'
import type { ProfileId } from '../../electron/contract/ids.ts'
import type { SignInProgress, SignInStep } from '../../electron/contract/sign-in.ts'
import { createDpopKeys } from '../../electron/domain/dpop/dpop-keys.ts'
import { authorityOf } from '../../electron/domain/profiles/authority.ts'
import { createClientResolver } from '../../electron/domain/profiles/client-resolver.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { createProfileSecrets } from '../../electron/domain/profiles/profile-secrets.ts'
import { standingSession } from '../../electron/domain/profiles/standing-session.ts'
import type { CallbackListener } from '../../electron/domain/sign-in/callback-listener.ts'
import { createCustomLogin } from '../../electron/domain/sign-in/custom-login.ts'
import { createSignInDesk, type SignInDesk } from '../../electron/domain/sign-in/sign-in-desk.ts'
import { createTradedTokens } from '../../electron/domain/sign-in/traded-tokens.ts'
import { createUnattendedSignIn } from '../../electron/domain/sign-in/unattended-sign-in.ts'
import { createSessionRefresher } from '../../electron/domain/tokens/refresh-session.ts'
import { createTokenKeeper, type TokenKeeper } from '../../electron/domain/tokens/token-keeper.ts'
import { aClock } from './clock.ts'
import { aTimeline } from './keeper-builder.ts'
import { locksInMemory } from './locks-in-memory.ts'
import { recordsInMemory } from './records-in-memory.ts'
import { profilesInMemory } from './token-builder.ts'
import { aTokenHistory } from './token-history.ts'

interface Situation {
  readonly profiles?: readonly Profile[]
  readonly playgroundIssuer?: string
  /** What the person does with the address; by default nothing at all. */
  readonly browse?: (url: string) => Promise<void>
}

const direct = { resolveProxy: async () => null, monotonicMs: () => performance.now() }

/** Desk and keeper over the real protocol and real loopback ports; records and timers are in the test's hand. */
export function aDesk({ profiles = [], playgroundIssuer, browse = async () => undefined }: Situation = {}) {
  const clock = aClock(new Date())
  const { records, situation: vault } = recordsInMemory()
  const store = profilesInMemory(...profiles)
  const values = new Map(playgroundIssuer === undefined ? [] : [['playgroundIssuer', playgroundIssuer]])
  const variables = () => values
  const now = () => new Date()
  const exchangeWhole = createWholeExchange(direct)
  const provider = createOpenIdProvider({
    sessions: createOpenIdSessions({ fetch: createEngineFetch(exchangeWhole), now }),
    now,
  })
  const secrets = createProfileSecrets(records)
  const progress: SignInProgress[] = []
  const steps: SignInStep[] = []
  const changed: ProfileId[] = []
  const bugs: unknown[] = []
  const browsed: string[] = []
  const copied: string[] = []
  const randomAsked: number[] = []
  const listeners: CallbackListener[] = []
  const vaultListeners = new Set<() => void>()
  const ways = {
    ...{ provider, variables, now, randomUUID, secret: secrets.read },
    resolveClient: createClientResolver({ secret: secrets.read, dpopKeys: createDpopKeys({ records }), variables }),
    login: createCustomLogin({ exchangeWhole, now }),
    tradeTokens: createTradedTokens({
      findProfile: store.find,
      usableTokens: (id) => keeper.usableTokens(id),
      obtain: (id) => unattended.obtain(id),
    }),
  }
  const keeper: TokenKeeper = createTokenKeeper({
    ...{
      exclusively: locksInMemory().exclusively,
      timeline: aTimeline(clock),
      history: aTokenHistory({ records, findProfile: store.find, now }),
    },
    ...{ now, monotonicMs: () => performance.now(), schedule: clock.schedule, random: Math.random },
    ...{ records, profiles: store, variables },
    refresh: createSessionRefresher(ways),
    standing: (profile) => standingSession(profile, secrets),
    onChanged: (ids) => void changed.push(...ids),
    reportBug: (thrown) => void bugs.push(thrown),
  })
  const listenOnLoopback = createLoopbackListener()
  const desk: SignInDesk = createSignInDesk({
    ...{ ...ways, profiles: store, keeper, authorityOf, schedule: clock.schedule },
    assertVaultOpen: async () => void (await records.read('tokens', 'none')),
    onVaultChanged(listener) {
      vaultListeners.add(listener)
      return () => void vaultListeners.delete(listener)
    },
    async listen(expected) {
      const listener = await listenOnLoopback(expected)
      listeners.push(listener)
      return listener
    },
    async openBrowser(url) {
      browsed.push(url)
      await browse(url)
    },
    randomBytes(count) {
      randomAsked.push(count)
      return randomBytes(count)
    },
    progressed(told) {
      progress.push(told)
      steps.push(told.step)
    },
    copyText: (text) => void copied.push(text),
  })
  /** Locks or unlocks the vault, and tells of it, as it does. */
  function lockVault(on: boolean): void {
    vault.locked = on
    for (const listener of vaultListeners) listener()
  }
  const unattended = createUnattendedSignIn({ desk, keeper, findProfile: store.find })
  return {
    ...{ desk, keeper, unattended, store, secrets, clock, vault, values },
    ...{ progress, steps, changed, bugs, browsed, copied, randomAsked, listeners, lockVault, vaultListeners },
  }
}

/** Whether somebody still listens where the browser was to come back. */
export async function isListening({ redirectUri }: Pick<CallbackListener, 'redirectUri'>): Promise<boolean> {
  return fetch(redirectUri).then(
    () => true,
    () => false,
  )
}
