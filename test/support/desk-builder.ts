import { randomBytes, randomUUID } from 'node:crypto'
import { createLoopbackListener } from '../../electron/adapters/loopback-callback.ts'
import { createOpenIdProvider } from '../../electron/adapters/openid-provider.ts'
import { profileId, type ProfileId } from '../../electron/contract/ids.ts'
import type { SignInStep } from '../../electron/contract/sign-in.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { createProfileBook, type ProfileBook } from '../../electron/domain/profiles/profile-book.ts'
import { createSignInDesk } from '../../electron/domain/sign-in/sign-in-desk.ts'
import { createSessionRefresher } from '../../electron/domain/tokens/refresh-session.ts'
import { createTokenKeeper } from '../../electron/domain/tokens/token-keeper.ts'
import type { CallbackListener } from '../../electron/domain/sign-in/callback-listener.ts'
import { aClock } from './clock.ts'
import { recordsInMemory } from './records-in-memory.ts'
import { profilesInMemory } from './token-builder.ts'

interface Situation {
  readonly profiles?: Profile[]
  readonly playgroundIssuer?: string
  /** What the person does with the address; by default nothing at all. */
  readonly browse?: (url: string) => Promise<void>
}

/** Desk, keeper and book over the real protocol and a real loopback port; records and timers are in the test's hand. */
export function aDesk({ profiles = [], playgroundIssuer, browse = async () => undefined }: Situation = {}) {
  const clock = aClock(new Date())
  const { records, situation: vault } = recordsInMemory()
  const store = profilesInMemory(...profiles)
  const values = new Map(playgroundIssuer === undefined ? [] : [['playgroundIssuer', playgroundIssuer]])
  const variables = () => values
  const now = () => new Date()
  const provider = createOpenIdProvider({ now })
  const steps: SignInStep[] = []
  const changed: ProfileId[] = []
  const bugs: unknown[] = []
  const browsed: string[] = []
  const copied: string[] = []
  const randomAsked: number[] = []
  const listeners: CallbackListener[] = []
  const clientSecret = (id: ProfileId) => book.clientSecret(id)
  const keeper = createTokenKeeper({
    ...{ now, monotonicMs: () => performance.now(), schedule: clock.schedule, random: Math.random },
    ...{ records, profiles: store, variables },
    refresh: createSessionRefresher({ provider, clientSecret, variables }),
    onChanged: (ids) => void changed.push(...ids),
    reportBug: (thrown) => void bugs.push(thrown),
  })
  const book: ProfileBook = createProfileBook({
    ...{ store, records, keeper, variables },
    newId: () => profileId.parse(randomUUID()),
    onChanged: (ids) => void changed.push(...ids),
  })
  const listenOnLoopback = createLoopbackListener()
  const desk = createSignInDesk({
    ...{ provider, profiles: store, clientSecret, keeper, variables, now, schedule: clock.schedule },
    assertVaultOpen: async () => void (await records.read('tokens', 'none')),
    async listen(state) {
      const listener = await listenOnLoopback(state)
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
    progressed: ({ step }) => void steps.push(step),
    copyText: (text) => void copied.push(text),
  })
  return {
    desk,
    keeper,
    book,
    store,
    clock,
    vault,
    steps,
    changed,
    bugs,
    browsed,
    copied,
    randomAsked,
    listeners,
    values,
  }
}

/** Whether somebody still listens where the browser was to come back. */
export async function isListening({ redirectUri }: Pick<CallbackListener, 'redirectUri'>): Promise<boolean> {
  return fetch(redirectUri).then(
    () => true,
    () => false,
  )
}
