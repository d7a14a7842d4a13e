import * as z from 'zod'
import { profileId, type ProfileId } from '../../contract/ids.ts'
import { secretName, type SecretName } from '../../contract/profiles.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { passphraseWrap } from '../vault/passphrase-key.ts'
import { openUnderPassphrase, sealUnderPassphrase, type UnderPassphrase } from '../vault/seal-for-travel.ts'
import { SecretText } from '../vault/secret-text.ts'

/** A secret of one of the profiles in a file. */
export interface ExportedSecret {
  readonly profileId: ProfileId
  readonly name: SecretName
  readonly value: SecretText
}

/** All secrets of a file: under a key of their own, which a passphrase wraps as it does a vault's, within the same caps. */
export const sealedSecrets = z.strictObject({
  fileId: z.string().regex(/^[0-9a-f]{32}$/),
  key: passphraseWrap,
  nonce: z.base64().max(100),
  secrets: z.base64(),
})
export type SealedSecrets = z.infer<typeof sealedSecrets>

const plainSecrets = z.array(
  z.strictObject({ profileId, name: secretName, value: z.string().min(1).max(100_000) }).readonly(),
)

/** A key that is wrapped for a file opens no vault, and none of another file. */
const keyPlace = (fileId: string): string => `profiles ${fileId}`
const secretsPlace = (fileId: string, profilesDigest: string): string =>
  JSON.stringify(['claimcheck exported secrets', 1, fileId, profilesDigest])

/** Seals secrets for the file with just these profiles. */
export async function sealSecrets(
  secrets: readonly ExportedSecret[],
  profilesDigest: string,
  under: UnderPassphrase,
): Promise<SealedSecrets> {
  const fileId = under.randomBytes(16).toString('hex')
  const plain = Buffer.from(JSON.stringify(secrets.map((each) => ({ ...each, value: each.value.reveal() }))), 'utf8')
  const places = { key: keyPlace(fileId), content: secretsPlace(fileId, profilesDigest) }
  const { key, nonce, sealed } = await sealUnderPassphrase(plain, places, under)
  return { fileId, key, nonce, secrets: sealed }
}

/** 'wrong-passphrase', or 'changed': the passphrase fits, but the secrets were sealed for other profiles, or damaged. */
export async function openSecrets(
  { fileId, key, nonce, secrets }: SealedSecrets,
  profilesDigest: string,
  passphrase: SecretText,
): Promise<readonly ExportedSecret[] | 'wrong-passphrase' | 'changed'> {
  const places = { key: keyPlace(fileId), content: secretsPlace(fileId, profilesDigest) }
  const plain = await openUnderPassphrase({ key, nonce, sealed: secrets }, places, passphrase)
  if (typeof plain === 'string') return plain
  const read = plainSecrets.safeParse(parseJsonOrNull(plain.toString('utf8')))
  plain.fill(0)
  if (!read.success) return 'changed'
  return read.data.map((each) => ({ ...each, value: new SecretText(each.value) }))
}
