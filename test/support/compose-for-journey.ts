import { randomUUID } from 'node:crypto'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRedactingLog } from '../../electron/adapters/redacting-log.ts'
import { composeClaimcheck } from '../../electron/composition.ts'
import type { RequestOf, ResponseOf } from '../../electron/contract/channels.ts'
import { exchangeId } from '../../electron/contract/ids.ts'
import type { OAuthWay, SignInPrompt } from '../../electron/contract/oauth.ts'
import { emptyDraft, type RequestDraft } from '../../electron/contract/requests.ts'
import type { ProfileDraft, ProfileSummary } from '../../electron/contract/profiles.ts'
import type { StepUp } from '../../electron/contract/sign-in.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import type { Surroundings } from '../../electron/surroundings.ts'
import { aJourneyClock, type JourneyClock } from './journey-clock.ts'
import { aBrowser, finishInBrowser, type InTheBrowser } from './journey-browser.ts'
import { aKeyring } from './keyring-builder.ts'
import { aJourneyWindow, journeyOrigin } from './journey-window.ts'
import { openConf } from './plain-store-builder.ts'
import { aPlaygroundInProcess } from './playground-in-process.ts'
import { anOAuthWay } from './token-builder.ts'

export interface JourneySituation {
  /** What an earlier start left; left out for a first start. */
  readonly folder?: string
  /** Left out for a keyring that protects, a new one each time. */
  readonly keyring?: KeyWrapper
  /** Left out for a machine without Touch ID. */
  readonly presence?: Surroundings['presence']
  /** Left out for a machine that somebody sits at. */
  readonly machine?: Surroundings['machine']
  readonly clock?: JourneyClock
  /** Left out for the machine's timers. */
  readonly schedule?: Surroundings['schedule']
  /** The folder that a person picks in the system's dialog. */
  readonly pickedFolder?: string
  /** Where a person saves what is exported, and the file that is picked to be read. */
  readonly savedFile?: string
  readonly openedFile?: string
  /** False for a window that asks before the program has begun what nobody waits for. */
  readonly begin?: boolean
}

type SomeOAuthProfile = Partial<OAuthWay> & Pick<ProfileDraft, 'name'> & Partial<Pick<ProfileDraft, 'secrets'>>

export interface SignInWish {
  readonly extraScopes?: readonly string[]
  readonly prompt?: SignInPrompt
  readonly stepUp?: StepUp
}
const people = ['alice', 'bob', 'admin'] as const

const machineTimers: Surroundings['schedule'] = (delayMs, task) => {
  const timer = setTimeout(task, delayMs)
  return () => clearTimeout(timer)
}

const folders: string[] = []
const journeys: { readonly end: () => Promise<void>; readonly bugs: readonly unknown[] }[] = []

/** A folder that `endJourneys` removes. */
export async function aDataFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'journey-')))
  folders.push(folder)
  return folder
}

/** For `afterEach`: ends what was started and removes its files. Throws when the program met a bug on the way. */
export async function endJourneys(): Promise<void> {
  const started = journeys.splice(0)
  await Promise.all(started.map(({ end }) => end()))
  await Promise.all(
    folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })),
  )
  const bugs = started.flatMap((journey) => journey.bugs)
  if (bugs.length > 0) throw new AggregateError(bugs, `the program met ${bugs.length} bugs: ${String(bugs[0])}`)
}

/**
 * Claimcheck as it is started for people, but for Electron: real files, servers, sockets, bridge and router. A test
 * speaks to it as the window does, through the bridge, and every message is cloned on its way as between processes.
 */
export async function composeForJourney(situation: JourneySituation = {}) {
  const folder = situation.folder ?? (await aDataFolder())
  const clock = situation.clock ?? aJourneyClock()
  const keyring = situation.keyring ?? aKeyring().wrapper
  const browser = aBrowser()
  const playground = aPlaygroundInProcess()
  const bugs: unknown[] = []
  const copied: string[] = []
  const clipboard: { secret: string | null } = { secret: null }
  const window = aJourneyWindow(() => claimcheck.route)
  const { bridge, replies, events, ask, failureOf } = window
  const log = createRedactingLog(path.join(folder, 'logs'), clock.now)

  const claimcheck = composeClaimcheck({
    dataFolder: folder,
    appOrigin: journeyOrigin,
    facts: { version: '0.0.0', electron: '-', chromium: '-', node: '-', platform: 'linux', sandboxed: true },
    openStore: openConf,
    keyWrapper: keyring,
    presence: situation.presence ?? { isOffered: () => false, ask: async () => false },
    machine: situation.machine ?? { idleSeconds: () => 0, isScreenLocked: () => false },
    now: clock.now,
    monotonicMs: clock.monotonicMs,
    schedule: situation.schedule ?? machineTimers,
    launchPlayground: (onFault) => playground.launch(onFault),
    openLink: (url) => browser.open(url),
    copyText: (text) => void copied.push(text),
    copySecret(secret) {
      copied.push(secret.reveal())
      clipboard.secret = secret.reveal()
    },
    clearCopied: async () => void (clipboard.secret = null),
    askForFolder: async () => situation.pickedFolder ?? null,
    askWhereToSave: async () => situation.savedFile ?? null,
    askForFile: async () => situation.openedFile ?? null,
    askSystemProxy: async () => 'DIRECT',
    applyTheme: () => undefined,
    deliver: window.deliver,
    reportBug(incident, thrown) {
      bugs.push(thrown)
      log.write(incident, thrown)
    },
  })

  async function profile(name: string): Promise<ProfileSummary> {
    const found = (await ask('profiles.list', {})).find((each) => each.name === name)
    if (found === undefined) throw new Error(`there is no profile ${name}`)
    return found
  }

  const startSignIn = async (
    name: string,
    extraScopes: readonly string[] = [],
    prompt: SignInPrompt | null = null,
    stepUp?: StepUp,
  ) =>
    bridge.call('signIn.start', {
      ...{ profileId: (await profile(name)).id, extraScopes: [...extraScopes] },
      ...(prompt !== null && { prompt }),
      ...(stepUp !== undefined && { stepUp }),
    })

  async function sendRequest(some: Partial<RequestDraft>, as: string | null): Promise<RequestOf<'requests.send'>> {
    const sender = as === null ? null : (await profile(as)).id
    const id = exchangeId.parse(randomUUID())
    return { looseToken: null, exchangeId: id, draft: { ...emptyDraft, ...some }, profileId: sender, path: null }
  }

  const addProfile = (some: Partial<ProfileDraft> & Pick<ProfileDraft, 'name' | 'way'>) =>
    ask('profiles.save', {
      ...{ id: null, label: '', group: '', colour: null, certificate: null, keepFresh: false, secrets: {} },
      ...some,
    })

  let lastSend: RequestOf<'requests.send'> | null = null

  const journey = {
    ...{
      folder,
      clock,
      keyring,
      browser,
      playground,
      bridge,
      replies,
      events,
      bugs,
      copied,
      clipboard,
      ask,
      failureOf,
      profile,
    },
    session: async (name: string) => (await profile(name)).session,
    /** Presses "Sign in"; what is done in the browser is up to the test. */
    startSignIn,
    /** Signs in as a person with a browser does, at the playground: whoever the profile is named after, else alice. */
    async signIn(name: string, more: Partial<InTheBrowser> & SignInWish = {}) {
      const { extraScopes = [], prompt = null, stepUp, consent = 'allow', ...rest } = more
      const { as = people.find((person) => person === name) ?? 'alice' } = more
      const ending = startSignIn(name, extraScopes, prompt, stepUp)
      const address = await browser.nextUnless(ending)
      if (address !== null) await finishInBrowser(address, { ...rest, as, consent })
      return ending
    },
    /** What pressing Send asks for. */
    prepare: sendRequest,
    /** Presses Send on a draft. */
    async send(some: Partial<RequestDraft>, as: string | null = null) {
      lastSend = await sendRequest(some, as)
      return ask('requests.send', lastSend)
    },
    lastSend() {
      if (lastSend === null) throw new Error('nothing was sent yet')
      return lastSend
    },
    failureOfSend: async (some: Partial<RequestDraft>, as: string | null = null) =>
      failureOf('requests.send', await sendRequest(some, as)),
    /** A new profile of any kind, filled in as in the form. */
    addProfile,
    /** A new OAuth profile: authorisation code and a public client, but for what is given. */
    saveProfile: ({ name, secrets = {}, ...some }: SomeOAuthProfile) =>
      addProfile({ name, secrets, way: anOAuthWay(some) }),
    screenLocked: claimcheck.screenLocked,
    suspend: claimcheck.suspend,
    resume: claimcheck.resume,
    /** Those of whom a quit would lose the sign-in. */
    unsavedSignIns: claimcheck.unsavedSignIns,
    /** Quits, as a person does at the end of the day. */
    end: once(() => claimcheck.end()),
  }
  journeys.push(journey)
  if (situation.begin !== false) await claimcheck.begin()
  return journey
}
export type Journey = Awaited<ReturnType<typeof composeForJourney>>

function once(end: () => Promise<void>): () => Promise<void> {
  let ending: Promise<void> | null = null
  return () => (ending ??= end())
}

/** The answer of an exchange's last step; throws where there was none. */
export function answerOf({ steps }: ResponseOf<'requests.send'>) {
  const result = steps.at(-1)?.result
  if (result?.outcome !== 'answered') throw new Error(`no answer: ${JSON.stringify(result)}`)
  return result
}
