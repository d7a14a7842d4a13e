import { createHash } from 'node:crypto'
import * as z from 'zod'
import { profileId } from '../../contract/ids.ts'
import { secretName, storedProfile } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { isRecord } from '../json/is-record.ts'
import { decodeUtf8OrNull, nestsDeeperThan } from '../json/untrusted-text.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { sealedSecrets, type SealedSecrets } from './sealed-secrets.ts'

const format = 'claimcheck-profiles'
const version = 1
/** Profiles nest far less; a file that nests more was made to exhaust whoever walks through it. */
const deepest = 100

const { isPlayground: _starter, ...settings } = storedProfile.shape
/** A profile in the file; `secrets` names those that are sealed beside it. What belongs to the playground here is nobody's there. */
const exportedProfile = z.strictObject({
  ...settings,
  id: profileId,
  secrets: z.array(secretName).max(secretName.options.length),
  isPlayground: z.boolean().optional(),
})
export type ExportedProfile = z.infer<typeof exportedProfile>

const exchangeFile = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  profiles: z.array(z.unknown()).max(10_000),
  sealed: sealedSecrets.nullable(),
})
const anyVersion = z.looseObject({ format: z.literal(format), version: z.number().int().positive() })

/** An entry of the list: a profile, or why it is none. */
export type ExchangeEntry =
  | { readonly profile: ExportedProfile }
  | { readonly profile: null; readonly name: string; readonly kind: string; readonly reason: string }

export interface ExchangeFile {
  readonly entries: readonly ExchangeEntry[]
  readonly sealed: SealedSecrets | null
  /** Tells this list of profiles from every other: what the sealed secrets are bound to. */
  readonly profilesDigest: string
}

export const unreadableFile = (reason: string): ClaimcheckError<'profile.import_unreadable'> =>
  new ClaimcheckError('profile.import_unreadable', { reason })

/** Of the list as it stands in the file: an issuer that was changed there must not be sent the secrets that are sealed. */
const digestOf = (profiles: unknown): string =>
  createHash('sha256').update(JSON.stringify(profiles)).digest('base64url')

const shortened = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text)

function kindIn(entry: Readonly<Record<string, unknown>>): string {
  const { way } = entry
  return isRecord(way) && typeof way['kind'] === 'string' ? shortened(way['kind'], 40) : 'unknown'
}

function readEntry(entry: unknown, at: number): ExchangeEntry {
  const parsed = exportedProfile.safeParse(entry)
  if (parsed.success) return { profile: parsed.data }
  if (!isRecord(entry)) return { profile: null, name: `Entry ${at + 1}`, kind: 'unknown', reason: 'It is no profile' }
  const name = typeof entry['name'] === 'string' && entry['name'].trim() !== '' ? entry['name'] : `Entry ${at + 1}`
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  const reason =
    path === 'way.kind' || path === 'way.grant.type'
      ? 'This version of Claimcheck does not know its way to a token'
      : shortened(
          `It is not what a profile is made of${path === '' ? '' : ` at ${path}`}: ${issue?.message ?? ''}`,
          300,
        )
  return { profile: null, name: shortened(name, 80), kind: kindIn(entry), reason }
}

/** Two entries under one id: whose secrets and references are meant can't be told, so only the first counts. */
function withoutRepeatedIds(entries: readonly ExchangeEntry[]): readonly ExchangeEntry[] {
  const seen = new Set<string>()
  return entries.map((entry): ExchangeEntry => {
    if (entry.profile === null) return entry
    const { id, name, way } = entry.profile
    if (seen.has(id)) return { profile: null, name, kind: way.kind, reason: 'Another profile of the file has its id' }
    seen.add(id)
    return entry
  })
}

/** What of Claimcheck's other files was given in place of an export of profiles, and where it belongs. */
function otherFile(text: string): string | null {
  if (text.startsWith('{"claimcheck":"exported vault"')) {
    return 'It is an export of a vault: import it in the panel of the vault (the shield in the top bar), with “Import…”'
  }
  if (/^\{"sha256":"[0-9a-f]{64}","vault":/.test(text)) {
    return 'It is the file of a vault itself (vault.json), which is no export: export the profiles or the vault where it was made'
  }
  return null
}

/** Reads what another Claimcheck wrote, or whatever else it is. Throws `profile.import_unreadable` with a sentence. */
export function readExchangeFile(bytes: Uint8Array): ExchangeFile {
  const text = decodeUtf8OrNull(bytes)
  if (text === null) throw unreadableFile('It is no text in UTF-8')
  const other = otherFile(text)
  if (other !== null) throw unreadableFile(other)
  if (nestsDeeperThan(deepest, text)) throw unreadableFile('It nests deeper than any file of profiles')
  const json = parseJsonOrNull(text)
  const known = anyVersion.safeParse(json)
  if (!known.success) throw unreadableFile('It is no file of profiles that Claimcheck exported')
  if (known.data.version > version) throw unreadableFile('It was written by a newer version of Claimcheck')
  const file = exchangeFile.safeParse(json)
  if (!file.success) {
    const path = file.error.issues[0]?.path.join('.') ?? ''
    throw unreadableFile(`It was damaged or changed${path === '' ? '' : ` at “${shortened(path, 80)}”`}`)
  }
  const { profiles, sealed } = file.data
  return { entries: withoutRepeatedIds(profiles.map(readEntry)), sealed, profilesDigest: digestOf(profiles) }
}

/** The file's bytes: JSON that a person can read. `seal` is given the digest of the profiles as the file will have them. */
export async function writeExchangeFile(
  profiles: readonly ExportedProfile[],
  seal: (profilesDigest: string) => Promise<SealedSecrets | null>,
): Promise<Uint8Array> {
  const sealed = await seal(digestOf(profiles))
  return Buffer.from(`${JSON.stringify({ format, version, profiles, sealed }, null, 2)}\n`, 'utf8')
}
