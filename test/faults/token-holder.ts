import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { createDurableFile } from '../../electron/adapters/durable-file.ts'
import { createEngineFetch } from '../../electron/adapters/engine-fetch.ts'
import { createOpenIdProvider } from '../../electron/adapters/openid-provider.ts'
import { createOpenIdSessions } from '../../electron/adapters/openid-provider-session.ts'
import { createProcessLocks } from '../../electron/adapters/process-locks.ts'
import { createWholeExchange } from '../../electron/adapters/whole-exchange.ts'
import { profileId } from '../../electron/contract/ids.ts'
import { createDpopKeys } from '../../electron/domain/dpop/dpop-keys.ts'
import { createClientResolver } from '../../electron/domain/profiles/client-resolver.ts'
import { createProfileSecrets } from '../../electron/domain/profiles/profile-secrets.ts'
import { standingSession } from '../../electron/domain/profiles/standing-session.ts'
import { createCustomLogin } from '../../electron/domain/sign-in/custom-login.ts'
import { createSessionRefresher } from '../../electron/domain/tokens/refresh-session.ts'
import { isSoundDiary } from '../../electron/domain/tokens/token-diary-file.ts'
import { createTokenKeeper } from '../../electron/domain/tokens/token-keeper.ts'
import { createTokenTimeline } from '../../electron/domain/tokens/token-timeline.ts'
import type { SecretRecords } from '../../electron/domain/vault/secret-records.ts'
import { anOAuthWay, aProfile, profilesInMemory } from '../support/token-builder.ts'
import { type Around, callsWithin, recordsWithin } from './steps.ts'
import { aVaultIn } from '../support/vault-on-disk.ts'
import { aTokenHistory } from '../support/token-history.ts'

export const holderId = profileId.parse('3f4b1c52-6f0e-4a7d-9c1a-5d1f2b3c4d5e')

interface TokenHolderSituation {
  readonly folder: string
  readonly issuer: string
  /** The longest that a server has for an answer. */
  readonly deadlineMs?: number
  readonly around?: Around
}

const inNobodysWay: Around = (_name, call) => call()

/** Both clocks go as they go, and can be put ahead together: tokens expire when the suite wants it. */
function aClockAhead() {
  let aheadMs = 0
  return {
    advance: (ms: number): void => void (aheadMs += ms),
    now: (): Date => new Date(Date.now() + aheadMs),
    monotonicMs: (): number => performance.now() + aheadMs,
    schedule: (delayMs: number, task: () => void) => {
      const timer = setTimeout(task, delayMs)
      return (): void => clearTimeout(timer)
    },
  }
}

/** One profile with its tokens: the product's keeper, vault, locks, timeline and engine, in a folder. */
export function aTokenHolder({ folder, issuer, deadlineMs = 10_000, around = inNobodysWay }: TokenHolderSituation) {
  const clock = aClockAhead()
  const { now, monotonicMs, schedule } = clock
  const calls = callsWithin(around)
  const vault = aVaultIn(folder, { calls })
  const records: SecretRecords = recordsWithin(around, vault)
  const exchangeWhole = createWholeExchange({ resolveProxy: async () => null, monotonicMs })
  const sessions = createOpenIdSessions({ fetch: createEngineFetch(exchangeWhole), now, deadlineMs })
  const secrets = createProfileSecrets(vault)
  const secret = secrets.read
  const variables = () => new Map<string, string>()
  const reportBug = (thrown: unknown): never => {
    throw thrown
  }
  const refresh = createSessionRefresher({
    ...{ provider: createOpenIdProvider({ sessions, now }), secret, variables, now, randomUUID },
    resolveClient: createClientResolver({ secret, dpopKeys: createDpopKeys({ records: vault }), variables }),
    login: createCustomLogin({ exchangeWhole, now }),
    tradeTokens: () => Promise.reject(new Error('nobody trades tokens here')),
  })
  const profiles = profilesInMemory(aProfile({ id: holderId, way: anOAuthWay({ issuer, clientId: 'public' }) }))
  const timelineFile = path.join(folder, 'timeline.json')
  const keeper = createTokenKeeper({
    ...{ now, monotonicMs, schedule, records, variables, reportBug, random: Math.random },
    exclusively: createProcessLocks(path.join(folder, 'locks'), { calls }),
    timeline: createTokenTimeline({
      ...{ now, schedule, reportBug },
      file: createDurableFile(timelineFile, { isSound: isSoundDiary, calls }),
    }),
    profiles,
    history: aTokenHistory({ records, findProfile: profiles.find, now, reportBug }),
    refresh: (profile, tokens) => around('the call of the server', () => refresh(profile, tokens)),
    standing: (profile) => standingSession(profile, secrets),
    onChanged: () => undefined,
  })
  return { keeper, vault, clock }
}
