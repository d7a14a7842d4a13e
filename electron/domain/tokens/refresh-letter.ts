import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { SecretText } from '../vault/secret-text.ts'

const curve = 'prime256v1'
const cipher = 'aes-256-gcm'
const pointBytes = 65
const nonceBytes = 12
const tagBytes = 16
const keyBytes = 32

/** Where tokens can be sealed for by whoever can't open them again: the public half of a box. Not secret. */
export type LetterAddress = Uint8Array

/** A box for one letter. Its key belongs into the vault, and nowhere else. */
export function newLetterBox(): { readonly address: LetterAddress; readonly key: SecretText } {
  const box = createECDH(curve)
  const address = box.generateKeys()
  return { address, key: new SecretText(box.getPrivateKey('base64url')) }
}

/** ECDH with a key of this letter's own, then HKDF-SHA-256 over both points (as in RFC 9180 §4.1). */
const letterKey = (shared: Uint8Array, sender: Uint8Array, address: LetterAddress): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', shared, Buffer.concat([sender, address]), 'claimcheck late tokens', keyBytes))

/** Seals a text such that only the holder of the box's key can read it: who sealed it can't. */
export function sealLetter(address: LetterAddress, plain: SecretText): Uint8Array {
  const own = createECDH(curve)
  const sender = own.generateKeys()
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, letterKey(own.computeSecret(address), sender, address), nonce)
  const sealed = Buffer.concat([sealing.update(plain.reveal(), 'utf8'), sealing.final()])
  return Buffer.concat([sender, nonce, sealing.getAuthTag(), sealed])
}

/** null: the letter is not for this key. */
export function openLetter(key: SecretText, letter: Uint8Array): SecretText | null {
  const sender = letter.subarray(0, pointBytes)
  const nonce = letter.subarray(pointBytes, pointBytes + nonceBytes)
  const tag = letter.subarray(pointBytes + nonceBytes, pointBytes + nonceBytes + tagBytes)
  const sealed = letter.subarray(pointBytes + nonceBytes + tagBytes)
  try {
    const box = createECDH(curve)
    box.setPrivateKey(key.reveal(), 'base64url')
    const opening = createDecipheriv(cipher, letterKey(box.computeSecret(sender), sender, box.getPublicKey()), nonce)
    opening.setAuthTag(tag)
    return new SecretText(Buffer.concat([opening.update(sealed), opening.final()]).toString('utf8'))
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    return null
  }
}
