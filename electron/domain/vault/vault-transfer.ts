import type { ProfileId } from '../../contract/ids.ts'
import type { VaultImport } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ExchangeFiles } from '../profiles/profile-exchange.ts'
import { createProfileSecrets } from '../profiles/profile-secrets.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import { createInTurn } from '../storage/in-turn.ts'
import { assertLongEnough, defaultScryptCost, type ScryptCost } from './passphrase-key.ts'
import type { RandomBytes } from './seal.ts'
import type { SecretText } from './secret-text.ts'
import { type CarriedProfile, formatCarried, readCarried } from './vault-transfer-content.ts'
import { type ExportedVault, openExportedVault, readExportedVault, writeExportedVault } from './vault-transfer-file.ts'
import { type SignInHooks, takeOver } from './vault-transfer-import.ts'
import { compare, counterparts, idHere, type Pair, planImport } from './vault-transfer-plan.ts'
import { createCarrier } from './vault-transfer-records.ts'
import type { Vault } from './vault.ts'

export interface VaultTransferParts {
  readonly vault: Pick<
    Vault,
    | 'read'
    | 'ids'
    | 'write'
    | 'writeAlong'
    | 'remove'
    | 'whereKept'
    | 'catchUp'
    | 'assertOpen'
    | 'assertPassphrase'
    | 'status'
    | 'onChanged'
  >
  readonly profiles: Pick<ProfileStore, 'all' | 'find' | 'putAll' | 'remove'>
  readonly files: ExchangeFiles
  readonly signIns: SignInHooks
  readonly askForFile: (title: string) => Promise<string | null>
  readonly askWhereToSave: (suggestedName: string) => Promise<string | null>
  readonly newId: () => ProfileId
  readonly randomBytes: RandomBytes
  readonly now: () => Date
  readonly onChanged: (ids: readonly ProfileId[]) => void
  readonly scryptCost?: ScryptCost
}

export interface ExportRequest {
  /** The vault's own, where it is under one. */
  readonly current: SecretText | null
  /** The file's. */
  readonly passphrase: SecretText
  readonly withSignIns: boolean
}

export interface VaultTransfer {
  /**
   * Writes all profiles with what the vault keeps for them where the person says, under a passphrase. Secrets counts
   * those of profiles and the sign-ins. Throws `vault.*`, `storage.write_failed`.
   */
  readonly exportVault: (request: ExportRequest) => Promise<{ saved: boolean; profiles: number; secrets: number }>
  /** null: the person thought better. Throws `vault.import_unreadable`, `storage.unreadable`. */
  readonly chooseImport: () => Promise<{ fileName: string; exportedAt: string } | null>
  /** What is in the chosen file, beside what is here. Throws `vault.*`; the file stays chosen. */
  readonly openImport: (passphrase: SecretText) => Promise<VaultImport>
  /** All that are named, or none. Throws `vault.import_none_chosen`, `vault.*`, `storage.write_failed`. */
  readonly importChosen: (
    ids: readonly ProfileId[],
    withSignIns: boolean,
  ) => Promise<{ added: number; replaced: number; secrets: number }>
}

interface Chosen {
  readonly file: ExportedVault
  /** null: not opened yet, or forgotten when the vault was closed. */
  opened: readonly CarriedProfile[] | null
}

const noneChosen = () => new ClaimcheckError('vault.import_none_chosen', {})

/** Takes a vault, with its profiles, to another Claimcheck and brings one from there, in one file under a passphrase. */
export function createVaultTransfer(parts: VaultTransferParts): VaultTransfer {
  const { vault, profiles, files, signIns, newId, randomBytes, now, onChanged } = parts
  const { scryptCost: cost = defaultScryptCost } = parts
  const carrier = createCarrier(vault, createProfileSecrets(vault))
  let chosen: Chosen | null = null
  const inTurn = createInTurn()

  // What was opened of a file is as secret as what is in the vault, and is dropped with it.
  vault.onChanged(() => {
    const mine = chosen
    if (mine === null || mine.opened === null) return
    const forget = (): void => void (mine.opened = null)
    void vault.status().then(({ state }) => (state === 'open' ? undefined : forget()), forget)
  })

  async function read(path: string) {
    try {
      return await files.read(path)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError) || thrown.code !== 'profile.import_unreadable') throw thrown
      const reason = 'reason' in thrown.details ? String(thrown.details.reason) : ''
      throw new ClaimcheckError('vault.import_unreadable', { reason }, { cause: thrown })
    }
  }

  /** The opened profiles beside what is here at this moment. */
  async function pairs(opened: readonly CarriedProfile[]): Promise<readonly Pair[]> {
    await vault.catchUp()
    const beside = counterparts(opened, profiles.all())
    const here = await carrier.carry(
      [...beside.values()].filter((each) => each !== null),
      false,
    )
    return compare(beside, new Map(here.map((each) => [each.profile.id, each])))
  }

  return {
    exportVault: ({ current, passphrase, withSignIns }) =>
      inTurn(async () => {
        assertLongEnough(passphrase)
        // Before anybody is asked where: a closed vault, or somebody who only found the window open, is told at once.
        await vault.assertOpen()
        await vault.assertPassphrase(current)
        const path = await parts.askWhereToSave('claimcheck-export.json')
        if (path === null) return { saved: false, profiles: 0, secrets: 0 }
        // After: tokens may have been renewed while the person looked for a place.
        await vault.catchUp()
        const held = await carrier.carry(profiles.all(), withSignIns)
        const carried = held.map((each) => (each.profile.isPlayground ? { ...each, tokens: [], dpopKey: null } : each))
        await files.write(
          path,
          await writeExportedVault(await formatCarried(carried), now(), { passphrase, cost, randomBytes }),
        )
        const counts = carried.map(({ secrets, tokens }) => secrets.size + tokens.length)
        return { saved: true, profiles: carried.length, secrets: counts.reduce((sum, count) => sum + count, 0) }
      }),

    chooseImport: () =>
      inTurn(async () => {
        const path = await parts.askForFile('Import an exported vault')
        if (path === null) return null
        chosen = null
        const { fileName, bytes } = await read(path)
        const file = await readExportedVault(bytes)
        chosen = { file, opened: null }
        return { fileName, exportedAt: file.exportedAt }
      }),

    openImport: (passphrase) =>
      inTurn(async () => {
        const mine = chosen
        if (mine === null) throw noneChosen()
        await vault.assertOpen()
        const opened = await readCarried(await openExportedVault(mine.file, passphrase), profiles.find)
        if (opened === null) {
          throw new ClaimcheckError('vault.import_unreadable', { reason: 'What is sealed in it is no vault' })
        }
        const found = await pairs(opened)
        mine.opened = opened
        return {
          exportedAt: mine.file.exportedAt,
          profiles: found.map((pair) => ({
            profileId: idHere(pair),
            name: pair.carried.profile.name,
            secretCount: pair.carried.secrets.size,
            hasSignIn: pair.carried.tokens.length > 0,
            here: pair.is,
          })),
        }
      }),

    importChosen: (ids, withSignIns) =>
      inTurn(async () => {
        const mine = chosen
        if (mine === null) throw noneChosen()
        await vault.assertOpen()
        if (mine.opened === null) throw noneChosen()
        const here = { profiles: profiles.all(), newId }
        const steps = planImport(await pairs(mine.opened), new Set(ids), here)
        if (steps.length === 0) throw noneChosen()
        const counts = await takeOver({ carrier, store: profiles, signIns }, steps, withSignIns)
        if (chosen === mine) chosen = null
        onChanged(steps.map(({ profile }) => profile.id))
        return counts
      }),
  }
}
