import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { type RandomBytes, seal, unseal } from './seal.ts'
import { SecretText } from './secret-text.ts'
import {
  type KeyWrap,
  recordKey,
  type SealedRecord,
  type VaultContents,
  vaultFileVersion,
} from './vault-file-format.ts'

/** A vault whose data key is known: seals and opens records, and says what its file must hold. No I/O. */
export interface OpenedVault {
  readonly contents: () => VaultContents
  readonly counts: () => { readonly records: number; readonly unreadable: number }
  /** Throws `vault.record_unreadable`. */
  readonly read: (kind: string, id: string) => SecretText | null
  readonly ids: (kind: string) => readonly string[]
  readonly write: (kind: string, id: string, secret: SecretText) => void
  /** False: there was no such record. */
  readonly remove: (kind: string, id: string) => boolean
  /** The same records under the same data key, which `wrapKey` wraps anew. */
  readonly rewrapped: (wrapKey: (dataKey: Buffer) => Promise<KeyWrap>) => Promise<VaultContents>
  /** Takes over what `rewrapped` gave, once it is on the disk. */
  readonly adopt: (contents: VaultContents) => void
  /** Zeroes the data key and drops every plaintext; this object is of no use afterwards. */
  readonly wipe: () => void
}

/** Bound to the vault, the record and the schema: a ciphertext moved to another place does not open. */
const boundTo = (vaultId: string, kind: string, id: string) =>
  JSON.stringify(['claimcheck record', vaultFileVersion, vaultId, kind, id])

/** Takes the data key over: `wipe` zeroes that very buffer. */
export function openContents(start: VaultContents, dataKey: Buffer, randomBytes: RandomBytes): OpenedVault {
  let contents = start
  const plaintexts = new Map<string, SecretText>()

  for (const record of start.records) {
    const plain = unseal(dataKey, record, boundTo(start.vaultId, record.kind, record.id))
    if (plain === null) continue
    plaintexts.set(recordKey(record.kind, record.id), new SecretText(plain.toString('utf8')))
    plain.fill(0)
  }

  const find = (kind: string, id: string) =>
    contents.records.find((record) => record.kind === kind && record.id === id) ?? null

  /** Puts `next` (or nothing) in the place of `old`. What could not be read is kept, byte for byte. */
  function replace(old: SealedRecord | null, next: SealedRecord | null): void {
    const isLoss = old !== null && !plaintexts.has(recordKey(old.kind, old.id))
    contents = {
      ...contents,
      generation: contents.generation + 1,
      records: [...contents.records.filter((record) => record !== old), ...(next === null ? [] : [next])],
      superseded: isLoss ? [...contents.superseded, old] : contents.superseded,
    }
  }

  return {
    contents: () => contents,
    counts: () => ({ records: plaintexts.size, unreadable: contents.records.length - plaintexts.size }),
    read(kind, id) {
      const secret = plaintexts.get(recordKey(kind, id))
      if (secret !== undefined) return secret
      if (find(kind, id) === null) return null
      throw new ClaimcheckError('vault.record_unreadable', { kind })
    },
    ids: (kind) => contents.records.filter((record) => record.kind === kind).map(({ id }) => id),
    write(kind, id, secret) {
      const plain = Buffer.from(secret.reveal(), 'utf8')
      const sealed = seal(dataKey, plain, boundTo(contents.vaultId, kind, id), randomBytes)
      plain.fill(0)
      replace(find(kind, id), { kind, id, ...sealed })
      plaintexts.set(recordKey(kind, id), secret)
    },
    remove(kind, id) {
      const old = find(kind, id)
      if (old === null) return false
      replace(old, null)
      plaintexts.delete(recordKey(kind, id))
      return true
    },
    rewrapped: async (wrapKey) => ({
      ...contents,
      generation: contents.generation + 1,
      wrap: await wrapKey(dataKey),
    }),
    adopt: (next) => void (contents = next),
    wipe() {
      dataKey.fill(0)
      plaintexts.clear()
    },
  }
}
