import { randomUUID } from 'node:crypto'
import type { Bridge } from '../../electron/contract/bridge.ts'
import { channels, type EventPayload, type RequestOf, type ResponseOf } from '../../electron/contract/channels.ts'
import type { Exchange } from '../../electron/contract/exchanges.ts'
import type { Failure, Reply } from '../../electron/contract/failures.ts'
import { itemPath, profileId as profileIdSchema, type ProfileId } from '../../electron/contract/ids.ts'
import type { ChannelName, EventName } from '../../electron/contract/names.ts'
import { secretNames } from '../../electron/contract/profiles.ts'
import type { RequestDraft } from '../../electron/contract/requests.ts'
import { defaultSettings, settings as settingsSchema, type Settings } from '../../electron/contract/settings.ts'
import type { Workbench } from '../../electron/contract/workbench.ts'
import { anExchange } from './exchange-builder.ts'
import { fixedAnswers } from './fake-fixed-answers.ts'
import { root, theCast, theDrafts, theEnvironment, theTree } from './fake-facts.ts'
import { createFakeInspection } from './fake-inspection.ts'
import { aProfileSummary } from './profile-builder.ts'
import { anOAuthWay } from './token-builder.ts'

type Answers = { [C in ChannelName]: (request: RequestOf<C>) => ResponseOf<C> | Promise<ResponseOf<C>> }

/** Thrown by an answer, it becomes the reply's failure. */
export class FakeFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

export interface FakeBridge extends Bridge {
  /** Every call so far, oldest first. */
  readonly calls: readonly { readonly channel: ChannelName; readonly request: unknown }[]
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void
  readonly bodies: Map<string, Uint8Array>
  readonly drafts: Map<string, RequestDraft>
  readonly profileId: (name: string) => ProfileId
}

const encoder = new TextEncoder()
const sliceOf = (whole: Uint8Array, offset: number, length: number) => ({
  bytes: whole.slice(offset, offset + length),
  totalBytes: whole.byteLength,
})

/**
 * Main in memory, with alice, bob, admin and the others: for component tests. Requests and replies are held to the
 * contract's own schemas, as by the real router, and cross a `structuredClone` as they would a process.
 */
export function createFakeBridge(own: Partial<Answers> = {}, now = new Date()): FakeBridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const calls: { channel: ChannelName; request: unknown }[] = []
  const bodies = new Map<string, Uint8Array>()
  const drafts = new Map<string, RequestDraft>(Object.entries(theDrafts))
  const folders = new Set<string>(['Orders', 'Admin', 'Reports'])
  let profiles = theCast(now)
  let settings: Settings = defaultSettings
  let workbench: Workbench = { tabs: [], activeTab: null }
  const nothing = () => ({})
  const tree = () => theTree([...drafts.keys()], [...folders], Object.fromEntries(drafts))
  const stored = (path: string) => {
    const draft = drafts.get(path)
    if (draft === undefined) throw new FakeFailure({ code: 'collection.not_found', details: { path } })
    const name = (path.split('/').at(-1) ?? '').replace(/\.yml$/, '')
    return { path: itemPath.parse(path), name, draft, inherited: { as: 'profile' as const, name: 'alice' } }
  }
  const profileId = (name: string) => {
    const profile = profiles.find((each) => each.name === name)
    if (profile === undefined) throw new Error(`no profile ${name} in the cast`)
    return profile.id
  }
  const sessionOf = (id: ProfileId) =>
    profiles.find((each) => each.id === id)?.session ?? { state: 'signed-out' as const }
  const stopped = {
    state: 'stopped' as const,
    issuer: null,
    apiUrl: null,
    secureApiUrl: null,
    forgottenSignIns: 0,
    accessTokenSeconds: 300,
    signInSeconds: 1_209_600,
    problem: null,
  }
  const running = {
    ...stopped,
    state: 'running' as const,
    issuer: 'http://127.0.0.1:9400',
    apiUrl: 'http://127.0.0.1:9400/api',
    secureApiUrl: 'https://127.0.0.1:9401/api',
    forgottenSignIns: 0,
  }
  const environment = () => ({
    environment: theEnvironment,
    builtIn: [{ name: 'baseUrl', value: 'http://127.0.0.1:9400/api', meaning: 'The demo API of the playground' }],
  })

  const answers: Answers = {
    ...fixedAnswers,
    ...createFakeInspection({
      now,
      hasTokens: (id) => sessionOf(id).state === 'active',
      fail: (failure) => {
        throw new FakeFailure(failure)
      },
    }),
    'settings.get': () => settings,
    'settings.save': (changes) => {
      settings = settingsSchema.parse({ ...settings, ...structuredClone(changes) })
      return settings
    },
    'profiles.list': () => profiles,
    'profiles.save': ({ secrets, ...rest }) => {
      const before = profiles.find(({ id }) => id === rest.id)
      const saved = {
        ...rest,
        id: before?.id ?? profileIdSchema.parse(randomUUID()),
        secrets: secretNames.filter(
          (name) =>
            secrets[name]?.change === 'replace' || (secrets[name] === undefined && before?.secrets.includes(name)),
        ),
        isPlayground: before?.isPlayground ?? false,
        session: { state: 'signed-out' as const },
      }
      profiles = [...profiles.filter(({ id }) => id !== saved.id), saved]
      return saved
    },
    'profiles.remove': ({ profileId: gone }) => {
      profiles = profiles.filter(({ id }) => id !== gone)
      return {}
    },
    'profiles.arrange': ({ order }) => {
      profiles = order.flatMap(({ profileId: id, group }) =>
        profiles.filter((each) => each.id === id).map((each) => ({ ...each, group })),
      )
      return {}
    },
    'findLogin.adopt': ({ name, issuer, scopes }) => {
      const profile = aProfileSummary({ name, way: anOAuthWay({ issuer, scopes }) })
      profiles = [...profiles, profile]
      return { profile, steps: [] }
    },
    'signIn.start': ({ profileId: id }) => sessionOf(id),
    'tokens.refresh': ({ profileId: id }) => sessionOf(id),
    'requests.send': ({ exchangeId, path }): Exchange => {
      bodies.set(exchangeId, encoder.encode('{"id":12345678901234567890,"sku":"TICKET-7","quantity":2}'))
      return anExchange({ id: exchangeId, path })
    },
    'requests.cancel': nothing,
    'requests.preview': ({ draft }) => {
      const unknownVariables = [...draft.url.matchAll(/\{\{([^{}]+)\}\}/g)]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'baseUrl')
      return { url: draft.url.replaceAll('{{baseUrl}}', 'http://127.0.0.1:9400/api'), unknownVariables }
    },
    'exchanges.readBody': ({ exchangeId, offset, length }) => {
      const whole = bodies.get(exchangeId)
      if (whole === undefined) throw new FakeFailure({ code: 'exchange.body_gone', details: {} })
      return sliceOf(whole, offset, length)
    },
    'exchanges.saveBody': () => ({ saved: true }),
    'collections.tree': tree,
    'collections.chooseFolder': () => null,
    'collections.openPlayground': tree,
    'collections.readRequest': ({ path }) => stored(path),
    'collections.saveRequest': (wish) => {
      const path =
        wish.to === 'existing'
          ? wish.path
          : itemPath.parse(`${wish.folder === '' ? '' : `${wish.folder}/`}${wish.name}.yml`)
      if (wish.to === 'new' && drafts.has(path)) throw new FakeFailure({ code: 'collection.exists', details: { path } })
      drafts.set(path, wish.draft)
      return stored(path)
    },
    'collections.createFolder': ({ parent, name }) => {
      const path = itemPath.parse(parent === root ? name : `${parent}/${name}`)
      folders.add(path)
      return { path }
    },
    'collections.rename': ({ path }) => ({ path }),
    'collections.move': ({ path }) => ({ path }),
    'collections.remove': ({ path }) => {
      drafts.delete(path)
      return { undo: randomUUID(), name: path }
    },
    'collections.undoRemove': () => ({ path: root }),
    'environment.read': environment,
    'environment.save': environment,
    'workbench.load': () => workbench,
    'workbench.save': (kept) => {
      workbench = kept
      return {}
    },
    'playground.status': () => running,
    'playground.start': () => running,
    'playground.stop': () => stopped,
    'playground.addExamples': () => ({ added: 0 }),
    'playground.configure': ({
      accessTokenSeconds = stopped.accessTokenSeconds,
      signInSeconds = stopped.signInSeconds,
    }) => ({ ...running, accessTokenSeconds, signInSeconds }),
    ...own,
  }

  return {
    calls,
    bodies,
    drafts,
    profileId,
    emit: (event, payload) => {
      // Listeners are kept under the name of the event whose payload they take.
      // eslint-disable-next-line typescript/no-unsafe-type-assertion -- see the line above
      for (const listener of listeners.get(event) ?? []) listener(payload as never)
    },
    on: (event, listener) => {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known.add(listener))
      return () => void known.delete(listener)
    },
    async call(channel, request) {
      calls.push({ channel, request })
      try {
        const asked = channels[channel].request.parse(structuredClone(request))
        // The table has one answer per channel, and the schema above has just proved the request to be this channel's.
        // eslint-disable-next-line typescript/no-unsafe-type-assertion -- see the line above
        const answer = await answers[channel](asked as never)
        const reply: unknown = structuredClone({ ok: true, value: channels[channel].response.parse(answer) })
        // Parsed by this channel's own schema on the line above.
        // eslint-disable-next-line typescript/no-unsafe-type-assertion -- see the line above
        return reply as Reply<never>
      } catch (thrown) {
        if (thrown instanceof FakeFailure) return { ok: false, failure: thrown.failure }
        throw thrown
      }
    },
  }
}
