import * as z from 'zod'
import { minimumPassphraseLength } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { scrypt } from './scrypt-thread.ts'
import { keyBytes, type RandomBytes, seal, unseal } from './seal.ts'
import type { SecretText } from './secret-text.ts'

/** RFC 7914 §2. N and r set the memory (128 · N · r bytes), p how often it is worked through. */
export interface ScryptCost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/**
 * 128 MiB, and 360 ms of a server's processor of 2021 for whoever guesses. Electron's BoringSSL does it twice, the first
 * time to check the parameters, and takes 730 ms for an unlock; with half of it an unlock would be half as long, and
 * every guess half as dear. A file says its own cost, so that one of any other cost opens as well.
 */
export const defaultScryptCost: ScryptCost = { n: 2 ** 17, r: 8, p: 1 }
const saltBytes = 16

// The file says how much work to do, and a file can be forged: the caps bound it to about 1 GiB.
export const passphraseWrap = z.strictObject({
  kind: z.literal('passphrase'),
  kdf: z.literal('scrypt'),
  n: z
    .number()
    .int()
    .min(2)
    .max(2 ** 20)
    .refine((n) => Number.isInteger(Math.log2(n))),
  r: z.number().int().min(1).max(8),
  p: z.number().int().min(1).max(4),
  salt: z.base64(),
  nonce: z.base64(),
  sealed: z.base64(),
})
export type PassphraseWrap = z.infer<typeof passphraseWrap>

/** The cost and the salt are bound too, so that nobody changes them beside the ciphertext. */
const boundTo = (vaultId: string, { n, r, p, salt }: ScryptCost & { salt: string }) =>
  JSON.stringify(['claimcheck vault key', vaultId, 'scrypt', n, r, p, salt])

/** The window stays alive meanwhile. */
function deriveKey(passphrase: SecretText, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  // In a buffer of its own, unlike `Buffer.from`: it is moved to the thread.
  const password = new TextEncoder().encode(passphrase.reveal().normalize('NFKC'))
  return scrypt(password, salt, keyBytes, cost)
}

/** Seals the data key under a passphrase, for one vault. */
export async function wrapWithPassphrase(
  dataKey: Buffer,
  passphrase: SecretText,
  vaultId: string,
  cost: ScryptCost,
  randomBytes: RandomBytes,
): Promise<PassphraseWrap> {
  const salt = randomBytes(saltBytes)
  const header = { n: cost.n, r: cost.r, p: cost.p, salt: salt.toString('base64') }
  const key = await deriveKey(passphrase, salt, cost)
  const sealed = seal(key, dataKey, boundTo(vaultId, header), randomBytes)
  key.fill(0)
  return { kind: 'passphrase', kdf: 'scrypt', ...header, ...sealed }
}

/** null: another passphrase. */
export async function unwrapWithPassphrase(
  wrap: PassphraseWrap,
  passphrase: SecretText,
  vaultId: string,
): Promise<Buffer | null> {
  const key = await deriveKey(passphrase, Buffer.from(wrap.salt, 'base64'), wrap)
  const dataKey = unseal(key, wrap, boundTo(vaultId, wrap))
  key.fill(0)
  return dataKey
}

const minimumDifferentCharacters = 5

/**
 * Throws `vault.weak_passphrase` for fewer than twelve characters, and for fewer than five different ones, such as twelve
 * spaces. Measured in code points, after the same normalisation that the key derivation uses.
 */
export function assertLongEnough(passphrase: SecretText): void {
  const characters = Array.from(passphrase.reveal().normalize('NFKC'))
  const isVaried = new Set(characters).size >= minimumDifferentCharacters
  if (characters.length >= minimumPassphraseLength && isVaried) return
  throw new ClaimcheckError('vault.weak_passphrase', { minimumLength: minimumPassphraseLength })
}
