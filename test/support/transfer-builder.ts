import { randomBytes } from 'node:crypto'
import type { ProfileId } from '../../electron/contract/ids.ts'
import type { SecretName } from '../../electron/contract/profiles.ts'
import type { VaultStatus } from '../../electron/contract/vault.ts'
import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import { createProfileSecrets } from '../../electron/domain/profiles/profile-secrets.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { writeStoredTokens } from '../../electron/domain/tokens/stored-tokens.ts'
import { isRecordOf, tokensKey } from '../../electron/domain/tokens/tokens-key.ts'
import type { TokenSet } from '../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { createVaultTransfer, type VaultTransferParts } from '../../electron/domain/vault/vault-transfer.ts'
import { recordsInMemory } from './records-in-memory.ts'
import { anOAuthWay, aProfile, aProfileId, aTokenSet, noon, profilesInMemory } from './token-builder.ts'

export const filePassphrase = new SecretText('a passphrase for the file')
export const ownPassphrase = new SecretText('the vault’s own passphrase')

/** A confidential client, whose secret is in the vault. */
export const aConfidential = (some: Partial<Profile> = {}): Profile =>
  aProfile({ way: anOAuthWay({ clientAuthentication: 'client_secret_basic' }), ...some })

export const aDpopKeyText = JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'eA', y: 'eQ', d: 'ZA' })

const keyring = { offered: 'a keyring', sealedUnder: 'a keyring', trouble: null }
const openStatus: VaultStatus = {
  ...{ state: 'open', strength: 'keyring', records: 0, unreadable: 0, recovered: false, keyring, lockAsks: false },
}

/** A machine with a vault and profiles; files that it exports and imports are in the test's hand. */
export function aMachine(...profiles: Profile[]) {
  const { records, situation } = recordsInMemory()
  const secrets = createProfileSecrets({ ...records, catchUp: async () => false })
  const store = profilesInMemory(...profiles)
  const listeners = new Set<(status: VaultStatus) => void>()
  const disk = {
    bytes: Buffer.alloc(0) as Uint8Array, // a buffer that may be any other later
    where: '/home/alice/export.json' as string | null,
    beforeList: (): void => undefined,
    /** What the file's reader throws. */
    fault: null as Error | null,
  }
  const told = { cancelled: [] as ProfileId[], forgotten: [] as ProfileId[], changed: [] as ProfileId[] }
  const asked: string[] = []
  const caughtUp = { times: 0 }

  async function setAside(id: ProfileId, remember: () => Promise<void>): Promise<void> {
    told.forgotten.push(id)
    await remember()
    for (const recordId of await records.ids('tokens')) {
      if (isRecordOf(id, recordId)) await records.remove('tokens', recordId)
    }
    await records.remove('dpop-key', id)
  }

  const statusNow = (): VaultStatus =>
    situation.locked ? { state: 'locked', cause: 'by-hand', opensWith: ['keyring'], keyring } : openStatus

  const vault: VaultTransferParts['vault'] = {
    ...records,
    async catchUp() {
      caughtUp.times += 1
      return false
    },
    async assertOpen() {
      if (situation.locked) throw new ClaimcheckError('vault.locked', {})
    },
    async assertPassphrase(current) {
      if (current?.reveal() !== ownPassphrase.reveal()) throw new ClaimcheckError('vault.wrong_passphrase', {})
    },
    status: async () => statusNow(),
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const ask = async (what: string) => {
    asked.push(what)
    return disk.where
  }

  const transfer = createVaultTransfer({
    vault,
    profiles: {
      ...store,
      async putAll(many) {
        disk.beforeList()
        await store.putAll(many)
      },
    },
    files: {
      async read() {
        if (disk.fault !== null) throw disk.fault
        return { fileName: 'export.json', bytes: disk.bytes }
      },
      write: async (_path, bytes) => void (disk.bytes = bytes),
    },
    signIns: { cancel: (id) => void told.cancelled.push(id), setAside },
    ...{ askForFile: ask, askWhereToSave: ask, newId: aProfileId, randomBytes, now: () => noon },
    onChanged: (ids) => void told.changed.push(...ids),
    scryptCost: { n: 1024, r: 8, p: 1 },
  })

  return {
    ...{ transfer, store, secrets, records, situation, disk, told, asked, caughtUp },
    async give(id: ProfileId, values: Partial<Record<SecretName, string>>): Promise<void> {
      const changes = Object.entries(values).map(([name, value]) => [name, { change: 'replace', value }] as const)
      await secrets.change(id, Object.fromEntries(changes))
    },
    async signIn(id: ProfileId, some: Partial<TokenSet> = {}): Promise<string> {
      const tokens = aTokenSet(some)
      const key = tokensKey(id, tokens)
      await records.write('tokens', key, writeStoredTokens({ tokens, ended: null }))
      return key
    },
    /** The vault was locked, by whomever. */
    async lock(): Promise<void> {
      situation.locked = true
      for (const listener of listeners) listener(statusNow())
      await new Promise((resolve) => setImmediate(resolve))
    },
    /** What is in the vault, by kind and id. */
    kept: () => Object.fromEntries([...situation.disk].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    exportAll: (withSignIns = true) =>
      transfer.exportVault({ current: ownPassphrase, passphrase: filePassphrase, withSignIns }),
    /** Takes a file in hand and opens it. */
    async open(bytes: Uint8Array) {
      disk.bytes = bytes
      await transfer.chooseImport()
      return transfer.openImport(filePassphrase)
    },
  }
}
export type Machine = ReturnType<typeof aMachine>

/** The file that a machine exports. */
export async function exportOf(machine: Machine, withSignIns = true): Promise<Uint8Array> {
  await machine.exportAll(withSignIns)
  return machine.disk.bytes
}

/** alice’s way at another server. */
export const elsewhere = anOAuthWay({
  issuer: 'https://elsewhere.example.test',
  clientAuthentication: 'client_secret_basic',
})

/** alice here, with a secret and a sign-in; and the same profile in a file, as somebody else has it. */
export async function aliceTwice(other: Partial<Profile> = {}, secret = 'theirs') {
  const alice = aConfidential()
  const [here, there] = [aMachine(alice), aMachine({ ...alice, ...other })]
  await here.give(alice.id, { clientSecret: 'ours' })
  await there.give(alice.id, { clientSecret: secret })
  const key = await here.signIn(alice.id)
  return { here, there, alice, key }
}
