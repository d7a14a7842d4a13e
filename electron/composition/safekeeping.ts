import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createDurableFile } from '../adapters/durable-file.ts'
import { createProcessLocks } from '../adapters/process-locks.ts'
import { createVaultFiles } from '../adapters/vault-files.ts'
import type { Settings } from '../contract/settings.ts'
import { isSoundDiary } from '../domain/tokens/token-diary-file.ts'
import { createTokenTimeline } from '../domain/tokens/token-timeline.ts'
import { createAutoLock } from '../domain/vault/auto-lock.ts'
import { createVault } from '../domain/vault/vault.ts'
import type { LastSessionFile } from '../host/last-session-file.ts'
import type { Surroundings } from '../surroundings.ts'

export interface SafekeepingParts {
  readonly outside: Pick<
    Surroundings,
    'dataFolder' | 'keyWrapper' | 'presence' | 'machine' | 'now' | 'schedule' | 'clearCopied'
  >
  readonly lastSession: LastSessionFile
  readonly settings: () => Settings
  readonly reportBug: (thrown: unknown) => void
}

/** The vault and its files, what keeps other processes out of them meanwhile, and the diary of the tokens. */
export function composeSafekeeping({ outside, lastSession, settings, reportBug }: SafekeepingParts) {
  const { dataFolder, now, schedule, keyWrapper, presence, machine } = outside
  const inData = (name: string) => path.join(dataFolder, name)
  const exclusively = createProcessLocks(inData('locks'), { report: reportBug })
  const vault = createVault({
    ...createVaultFiles(dataFolder),
    ...{ exclusively, keyWrapper, presence, randomBytes, now },
    memoryOnly: {
      isRemembered: () => lastSession.get().memoryOnly,
      remember: (memoryOnly) => lastSession.save(() => ({ memoryOnly })),
    },
  })
  const timeline = createTokenTimeline({
    file: createDurableFile(inData('token-events.json'), { isSound: isSoundDiary }),
    ...{ now, schedule, reportBug },
  })
  const autoLock = createAutoLock({ vault, rules: () => settings().vaultLock, machine, schedule, reportBug })
  /**
   * For what came out of the vault and is kept elsewhere: to be let go of whenever it is locked, before anybody is told that
   * it is. To ask for the status then would be too late for a vault that is opened again at once.
   */
  function onLocked(letGo: () => Promise<void> | void): void {
    const doIt = async (): Promise<void> => letGo()
    vault.onChanged(({ state }) => {
      if (state === 'locked') void doIt().catch(reportBug)
    })
  }
  onLocked(outside.clearCopied)
  return { exclusively, vault, onLocked, timeline, autoLock }
}
