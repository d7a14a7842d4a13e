import * as z from 'zod'
import { type RandomBytes, seal, type Sealed, unseal } from './seal.ts'
import type { VaultFile } from './vault-file-format.ts'

/** What only a holder of the data key can have written. */
const vaultHeader = z.strictObject({
  vaultId: z.string(),
  generation: z.number().int().min(0),
  writtenAt: z.iso.datetime(),
  /** SHA-256 of the file before its header: every wrap, every record, and that there are no others. */
  digest: z.string(),
  /** The predecessor of this file is under another protection than the file itself. */
  followsAnother: z.boolean(),
})
export type VaultHeader = z.infer<typeof vaultHeader>

const boundTo = (vaultId: string) => JSON.stringify(['claimcheck vault header', 2, vaultId])

export function sealHeader(dataKey: Buffer, header: VaultHeader, randomBytes: RandomBytes): Sealed {
  return seal(dataKey, Buffer.from(JSON.stringify(header), 'utf8'), boundTo(header.vaultId), randomBytes)
}

export type OpenedHeader =
  | { readonly kind: 'true'; readonly header: VaultHeader }
  /** Another data key sealed it. */
  | { readonly kind: 'other-key' }
  /** This data key sealed it, for another content: something was changed, dropped or added by who has no key. */
  | { readonly kind: 'forged' }

/** Says of a version-2 file whether the holder of this data key wrote it, and just so. */
export function openHeader(dataKey: Buffer, file: VaultFile): OpenedHeader {
  const plain = file.header === null ? null : unseal(dataKey, file.header, boundTo(file.vaultId))
  if (plain === null) return { kind: 'other-key' }
  const { success, data } = vaultHeader.safeParse(JSON.parse(plain.toString('utf8')))
  if (!success) return { kind: 'forged' }
  const isTrue = data.digest === file.digest && data.generation === file.generation && data.vaultId === file.vaultId
  return isTrue ? { kind: 'true', header: data } : { kind: 'forged' }
}
