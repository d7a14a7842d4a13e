import * as z from 'zod'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { decodeUtf8OrNull, longTextNestsDeeperThan } from '../json/untrusted-text.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { passphraseWrap } from './passphrase-key.ts'
import { otherWork } from '../slices/in-slices.ts'
import { openUnderPassphrase, sealUnderPassphrase, type TravelPlaces, type UnderPassphrase } from './seal-for-travel.ts'
import type { SecretText } from './secret-text.ts'
import { digestBytes } from './vault-file-frame.ts'

const version = 1
/** What is exported nests far less; a file that nests more was made to exhaust whoever walks through it. */
const deepest = 100

const exported = z.strictObject({
  version: z.literal(version),
  fileId: z.string().regex(/^[0-9a-f]{32}$/),
  exportedAt: z.iso.datetime(),
  key: passphraseWrap,
  nonce: z.base64().max(100),
  sealed: z.base64(),
})
/** An exported vault as it is in the file: all that says whose it is, or of what, is sealed. */
export type ExportedVault = Readonly<z.infer<typeof exported>>
const anyVersion = z.looseObject({ version: z.number().int().positive() })

// Fixed for every version to come, so that any version can tell damage from news.
const frame = /^\{"claimcheck":"exported vault","sha256":"([0-9a-f]{64})","export":(.*)\}\s*$/s
const end = Buffer.from('}\n')

const unreadable = (reason: string): ClaimcheckError<'vault.import_unreadable'> =>
  new ClaimcheckError('vault.import_unreadable', { reason })

const placesOf = ({ fileId, exportedAt }: Pick<ExportedVault, 'fileId' | 'exportedAt'>): TravelPlaces => ({
  key: `exported vault ${fileId}`,
  content: JSON.stringify(['claimcheck exported vault', version, fileId, exportedAt]),
})

/** What was given in place of an export, where that can be told from its beginning, and where it belongs. */
function whatElse(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1')
  if (/^\s*\{\s*"format"\s*:\s*"claimcheck-profiles"/.test(start)) {
    return 'It is an export of profiles: import it with “Import profiles…” in the list of profiles'
  }
  if (/^\{"sha256":"[0-9a-f]{64}","vault":/.test(start)) {
    return 'It is the file of a vault itself (vault.json), which is no export: open it where it was made and export it there, or put it into the data folder in place of the one there'
  }
  return 'It is no vault that Claimcheck exported, or it was cut short'
}

/** Reads what another Claimcheck exported, or whatever else it is. Throws `vault.import_unreadable` with a sentence. */
export async function readExportedVault(bytes: Uint8Array): Promise<ExportedVault> {
  const [, digest, body] = frame.exec(decodeUtf8OrNull(bytes) ?? '') ?? []
  if (body === undefined) throw unreadable(whatElse(bytes))
  await otherWork()
  if ((await digestBytes(Buffer.from(body, 'utf8'))) !== digest) {
    throw unreadable('It was damaged or changed after it was exported')
  }
  if (await longTextNestsDeeperThan(deepest, body)) throw unreadable('It nests deeper than any exported vault')
  const json = parseJsonOrNull(body)
  await otherWork()
  const known = anyVersion.safeParse(json)
  if (known.success && known.data.version > version) {
    throw unreadable('It was written by a newer version of Claimcheck')
  }
  const file = exported.safeParse(json)
  if (!file.success) {
    const path = file.error.issues[0]?.path.join('.') ?? ''
    throw unreadable(`It is not what an exported vault is made of${path === '' ? '' : ` at “${path.slice(0, 80)}”`}`)
  }
  return file.data
}

/** The file's bytes, with a content that only the passphrase opens. Takes `content` over, and wipes it. */
export async function writeExportedVault(
  content: Buffer,
  exportedAt: Date,
  under: UnderPassphrase,
): Promise<Uint8Array> {
  const head = { fileId: under.randomBytes(16).toString('hex'), exportedAt: exportedAt.toISOString() }
  const { key, nonce, sealed } = await sealUnderPassphrase(content, placesOf(head), under)
  // Megabytes of base64, which is in JSON as it is: a stringifier would look at every character of it first.
  const start = JSON.stringify({ version, ...head, key, nonce } satisfies Omit<ExportedVault, 'sealed'>).slice(0, -1)
  await otherWork()
  const body = Buffer.concat([Buffer.from(`${start},"sealed":"`), Buffer.from(sealed, 'latin1'), Buffer.from('"}')])
  const digest = await digestBytes(body)
  return Buffer.concat([Buffer.from(`{"claimcheck":"exported vault","sha256":"${digest}","export":`), body, end])
}

/** The sealed content, as JSON. Throws `vault.wrong_passphrase`, `vault.import_unreadable`. */
export async function openExportedVault(file: ExportedVault, passphrase: SecretText): Promise<unknown> {
  const plain = await openUnderPassphrase(file, placesOf(file), passphrase)
  await otherWork()
  if (plain === 'wrong-passphrase') throw new ClaimcheckError('vault.wrong_passphrase', {})
  if (plain === 'changed') throw unreadable('It was changed after it was exported: its parts are of different files')
  const text = decodeUtf8OrNull(plain)
  plain.fill(0)
  // Whoever knows the passphrase can seal anything.
  if (text === null || (await longTextNestsDeeperThan(deepest, text))) {
    throw unreadable('What is sealed in it is no vault')
  }
  return parseJsonOrNull(text)
}
