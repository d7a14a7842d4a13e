import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createDurableFile } from '../../electron/adapters/durable-file.ts'
import type { FileCalls } from '../../electron/adapters/file-calls.ts'
import { createProfileExchangeFiles } from '../../electron/adapters/profile-exchange-file.ts'
import { isSoundDiary } from '../../electron/domain/tokens/token-diary-file.ts'
import { createTokenTimeline } from '../../electron/domain/tokens/token-timeline.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { createVaultTransfer } from '../../electron/domain/vault/vault-transfer.ts'
import { createProfileFile } from '../../electron/host/profile-file.ts'
import { openConf } from '../support/plain-store-builder.ts'
import { aProfile, aProfileId } from '../support/token-builder.ts'
import { holderId } from './token-holder.ts'
import { aVaultIn, cheapScrypt } from '../support/vault-on-disk.ts'

/** What Claimcheck keeps beside the vault, and what it hands out: each holds a number that only goes up. */
export type Paper = 'timeline' | 'profiles' | 'export'
export const exportPassphrase = new SecretText('the passphrase of an export')

const never = (): never => {
  throw new Error('nobody signs in here')
}

/** The product's own writers of those files, in a folder. `number` is what a new start reads; 0: there is none. */
export function papersIn(folder: string, calls: FileCalls) {
  const exported = path.join(folder, 'exported.claimcheck')
  const now = (): Date => new Date()
  const timeline = createTokenTimeline({
    file: createDurableFile(path.join(folder, 'timeline.json'), { isSound: isSoundDiary, calls }),
    now,
    schedule: () => () => undefined, // `stop` writes
    reportBug: (thrown) => {
      throw thrown
    },
  })
  const profiles = createProfileFile(folder, openConf)
  const transfer = createVaultTransfer({
    ...{ profiles, now, newId: aProfileId, randomBytes, onChanged: () => undefined, scryptCost: cheapScrypt },
    vault: aVaultIn(folder, { calls }),
    files: createProfileExchangeFiles(calls),
    signIns: { cancel: never, setAside: never },
    askForFile: async () => exported,
    askWhereToSave: async () => exported,
  })
  const numbered = (count: number) => aProfile({ id: holderId, name: `number ${count}` })
  const numberIn = (text: string | undefined): number => Number(/\d+$/.exec(text ?? '')?.[0] ?? 0)

  return {
    async write(paper: Paper, count: number): Promise<void> {
      switch (paper) {
        case 'timeline':
          timeline.note(holderId, 'id.example.test', { kind: 'refused', description: `number ${count}` })
          return timeline.stop()
        case 'profiles':
          return profiles.put(numbered(count))
        case 'export':
          await profiles.put(numbered(count))
          await transfer.exportVault({ current: null, passphrase: exportPassphrase, withSignIns: true })
      }
    },
    async number(paper: Paper): Promise<number> {
      switch (paper) {
        case 'timeline': {
          const [newest] = await timeline.of(holderId)
          return numberIn(newest?.what.kind === 'refused' ? (newest.what.description ?? '') : '')
        }
        case 'profiles':
          return numberIn(profiles.find(holderId)?.name)
        case 'export': {
          await transfer.chooseImport()
          return numberIn((await transfer.openImport(exportPassphrase)).profiles[0]?.name)
        }
      }
    },
  }
}
