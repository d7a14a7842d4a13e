import { createHash } from 'node:crypto'
import * as z from 'zod'
import { passphraseWrap } from './passphrase-key.ts'

export const vaultFileVersion = 1

const sealedRecord = z.strictObject({ kind: z.string(), id: z.string(), nonce: z.string(), sealed: z.string() })
export type SealedRecord = z.infer<typeof sealedRecord>

const keyringWrap = z.strictObject({ kind: z.literal('keyring'), backend: z.string(), key: z.base64() })
export type KeyringWrap = z.infer<typeof keyringWrap>
const keyWrap = z.discriminatedUnion('kind', [keyringWrap, passphraseWrap])
export type KeyWrap = z.infer<typeof keyWrap>

/** Finds a record; the separator can't be part of a kind. */
export const recordKey = (kind: string, id: string) => `${kind}\n${id}`

const vaultContents = z.strictObject({
  version: z.literal(vaultFileVersion),
  vaultId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Counts the changes of this vault. */
  generation: z.number().int().min(0),
  wrap: keyWrap,
  records: z
    .array(sealedRecord)
    .refine((records) => new Set(records.map(({ kind, id }) => recordKey(kind, id))).size === records.length),
  /** Records that could not be opened and were replaced or removed since: kept, and no longer asked. */
  superseded: z.array(sealedRecord),
})
/** Everything in the vault's file; all that is secret in it is sealed. */
export type VaultContents = Readonly<z.infer<typeof vaultContents>>

const anyVersion = z.looseObject({ version: z.number().int().positive() })

/** The frame is fixed for every version to come, so that any version can tell damage from news. */
const frame = /^\{"sha256":"([0-9a-f]{64})","vault":(.*)\}\n$/s
const digestOf = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex')

export type ParsedVaultFile =
  | { readonly kind: 'sound'; readonly contents: VaultContents }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unsound' }

/** Reads a vault file. One changed, missing or added byte makes it unsound. */
export function parseVaultFile(bytes: Uint8Array): ParsedVaultFile {
  // Latin-1 keeps bytes one to one, so that the checksum is of the bytes and not of what a decoder made of them.
  const [, digest, body] = frame.exec(Buffer.from(bytes).toString('latin1')) ?? []
  if (body === undefined || digestOf(body) !== digest) return { kind: 'unsound' }
  const json = readJson(Buffer.from(body, 'latin1').toString('utf8'))
  const versioned = anyVersion.safeParse(json)
  if (!versioned.success) return { kind: 'unsound' }
  if (versioned.data.version > vaultFileVersion) return { kind: 'newer', version: versioned.data.version }
  const contents = vaultContents.safeParse(json)
  return contents.success ? { kind: 'sound', contents: contents.data } : { kind: 'unsound' }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no vault: the caller's schema refuses it
  }
}

/** True for a vault file of any version that is whole. */
export const isSoundVaultFile = (bytes: Uint8Array): boolean => parseVaultFile(bytes).kind !== 'unsound'

export function formatVaultFile(contents: VaultContents): Uint8Array {
  const body = Buffer.from(JSON.stringify(contents), 'utf8').toString('latin1')
  return Buffer.from(`{"sha256":"${digestOf(body)}","vault":${body}}\n`, 'latin1')
}
