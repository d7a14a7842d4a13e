import { createHash } from 'node:crypto'
import * as z from 'zod'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { createBreathe } from './breathe.ts'
import { type PassphraseWrap, passphraseWrap } from './passphrase-key.ts'
import type { Sealed } from './seal.ts'
import { digestBytes, frameVault, openFrame } from './vault-file-frame.ts'
import { readLines } from './vault-file-lines.ts'

export const vaultFileVersion = 2

export interface SealedRecord extends Sealed {
  readonly kind: string
  readonly id: string
}

const keyringWrap = z.strictObject({ kind: z.literal('keyring'), backend: z.string(), key: z.base64() })
export type KeyringWrap = z.infer<typeof keyringWrap>
const keyWrap = z.discriminatedUnion('kind', [keyringWrap, passphraseWrap])
export type KeyWrap = z.infer<typeof keyWrap>

/** null: the vault is under no keyring. */
export const keyringWrapOf = (wraps: readonly KeyWrap[]): KeyringWrap | null =>
  wraps.find((wrap) => wrap.kind === 'keyring') ?? null
/** null: the vault is under no passphrase. */
export const passphraseWrapOf = (wraps: readonly KeyWrap[]): PassphraseWrap | null =>
  wraps.find((wrap) => wrap.kind === 'passphrase') ?? null

/** Finds a record; the separator can't be part of a kind. */
export const recordKey = (kind: string, id: string) => `${kind}\n${id}`

/** What a vault's file holds beside its seal; all that is secret in it is sealed. */
export interface VaultContents {
  readonly vaultId: string
  /** Counts the changes of this vault. */
  readonly generation: number
  /** The data key, wrapped: at most once by a keyring and once by a passphrase; either opens the vault. */
  readonly wraps: readonly KeyWrap[]
  readonly records: readonly SealedRecord[]
  /** Records that could not be opened and were replaced or removed since: kept, and no longer asked. */
  readonly superseded: readonly SealedRecord[]
}

export interface VaultFile extends VaultContents {
  readonly version: 1 | 2
  /** Sealed under the data key, and bound to `digest`; null: version 1 has none. */
  readonly header: Sealed | null
  /** SHA-256 of everything before the header, in hex. */
  readonly digest: string
}

const vaultId = z.string().regex(/^[0-9a-f]{32}$/)
// Version 1 seals none, and what is forged must still be counted on from.
export const highestGeneration = 2 ** 48
const generation = z.number().int().min(0).max(highestGeneration)
// Each record is checked by hand: thousands of them would hold up everything else in a schema library.
const records = z.array(z.unknown())
const versionOne = z.strictObject({
  ...{ version: z.literal(1), vaultId, generation, wrap: keyWrap, records, superseded: records },
})
const versionTwo = z.strictObject({
  ...{ version: z.literal(2), vaultId, generation, records, superseded: records },
  wraps: z
    .array(keyWrap)
    .min(1)
    .refine((wraps) => new Set(wraps.map(({ kind }) => kind)).size === wraps.length),
  header: z.strictObject({ nonce: z.base64(), sealed: z.base64() }),
})
const anyVersion = z.looseObject({ version: z.number().int().positive() })

const isSealedRecord = (value: unknown): value is SealedRecord => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 4) return false
  return (['kind', 'id', 'nonce', 'sealed'] as const).every(
    (name) => name in value && typeof Reflect.get(value, name) === 'string',
  )
}

/** null: one of them is no record, or a record is there twice. */
async function recordsIn(values: readonly unknown[], mayRepeat: boolean): Promise<readonly SealedRecord[] | null> {
  const breathe = createBreathe()
  const found: SealedRecord[] = []
  const seen = new Set<string>()
  for (const value of values) {
    if (!isSealedRecord(value)) return null
    found.push(value)
    seen.add(recordKey(value.kind, value.id))
    await breathe(value.sealed.length)
  }
  return mayRepeat || seen.size === found.length ? found : null
}

export type ParsedVaultFile =
  | { readonly kind: 'sound'; readonly file: VaultFile }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unsound' }

const unsound = { kind: 'unsound' } as const
/** How every file of this version ends: with its header, and nothing after it. */
const tailOf = ({ nonce, sealed }: Sealed): Buffer =>
  Buffer.from(`,"header":${JSON.stringify({ nonce, sealed })}}`, 'utf8')

/** Reads a vault file. One changed, missing or added byte makes it unsound. */
export async function parseVaultFile(bytes: Uint8Array): Promise<ParsedVaultFile> {
  const body = await openFrame(bytes)
  if (body === null) return unsound
  const json = (await readLines(body)) ?? parseJsonOrNull(body.toString('utf8'))
  const versioned = anyVersion.safeParse(json)
  if (!versioned.success) return unsound
  const { version } = versioned.data
  if (version > vaultFileVersion) return { kind: 'newer', version }
  const parsed = version === 1 ? versionOne.safeParse(json) : versionTwo.safeParse(json)
  if (!parsed.success) return unsound
  const sealedRecords = await recordsIn(parsed.data.records, false)
  const superseded = await recordsIn(parsed.data.superseded, true)
  if (sealedRecords === null || superseded === null) return unsound
  const common = {
    vaultId: parsed.data.vaultId,
    generation: parsed.data.generation,
    records: sealedRecords,
    superseded,
  }
  if (parsed.data.version === 1) {
    return { kind: 'sound', file: { ...common, version: 1, wraps: [parsed.data.wrap], header: null, digest: '' } }
  }
  const { wraps, header } = parsed.data
  // The digest in the header does not reach behind it: a field there, for the second time, would count in place of ours.
  const tail = tailOf(header)
  const headerAt = body.length - tail.length
  if (!body.subarray(headerAt).equals(tail)) return unsound
  const digest = await digestBytes(body.subarray(0, headerAt))
  return { kind: 'sound', file: { ...common, version: 2, wraps, header, digest } }
}

/** True for a vault file of any version whose bytes are as they were written. Cheap: it is asked at every save. */
export const isSoundVaultFile = async (bytes: Uint8Array): Promise<boolean> => (await openFrame(bytes)) !== null

/** The bytes of a vault of this version, a record to a line, as `readLines` reads them. `sealHeader` is given the digest of all that stands before the header. */
export async function formatVaultFile(
  { vaultId: id, generation: count, wraps, records: all, superseded }: VaultContents,
  sealHeader: (digest: string) => Sealed,
): Promise<Uint8Array> {
  const breathe = createBreathe()
  const hash = createHash('sha256')
  const parts: Buffer[] = []
  const add = (text: string): number => {
    const part = Buffer.from(text, 'utf8')
    hash.update(part)
    return parts.push(part) && part.length
  }
  async function addList(list: readonly SealedRecord[]): Promise<void> {
    for (const [index, { kind, id: recordId, nonce, sealed }] of list.entries()) {
      await breathe(add((index === 0 ? '\n' : ',\n') + JSON.stringify({ kind, id: recordId, nonce, sealed })))
    }
  }
  const head = { version: vaultFileVersion, vaultId: id, generation: count, wraps }
  add(`${JSON.stringify(head).slice(0, -1)},"records":[`)
  await addList(all)
  add('\n],"superseded":[')
  await addList(superseded)
  add('\n]')
  add(tailOf(sealHeader(hash.copy().digest('hex'))).toString('utf8'))
  return frameVault(parts, hash.digest('hex'))
}
