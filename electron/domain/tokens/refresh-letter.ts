import { createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { keyBytes, seal, unseal } from '../vault/seal.ts'
import { SecretText } from '../vault/secret-text.ts'

const curve = 'prime256v1'
const pointBytes = 65
const nonceBytes = 12
const boundTo = 'claimcheck late tokens'

/** Where tokens can be sealed for by whoever can't open them again: the public half of a box. Not secret. */
export type LetterAddress = Uint8Array

/** A box for one letter. Its key belongs into the vault, and nowhere else. */
export function newLetterBox(): { readonly address: LetterAddress; readonly key: SecretText } {
  const box = createECDH(curve)
  const address = box.generateKeys()
  return { address, key: new SecretText(box.getPrivateKey('base64url')) }
}

/** ECDH with a key of this letter's own, then HKDF-SHA-256 over both points (as in RFC 9180 §4.1). */
const letterKey = (shared: Uint8Array, sender: Uint8Array, address: LetterAddress): Buffer =>
  Buffer.from(hkdfSync('sha256', shared, Buffer.concat([sender, address]), boundTo, keyBytes))

/**
 * Seals a text such that only the holder of the box's key can read it: who sealed it can't. Not asynchronous, as a
 * library's JWE would be: between a vault that just locked and the sealed letter nobody may come in between.
 */
export function sealLetter(address: LetterAddress, plain: SecretText): Uint8Array {
  const own = createECDH(curve)
  const sender = own.generateKeys()
  const text = Buffer.from(plain.reveal(), 'utf8')
  const { nonce, sealed } = seal(letterKey(own.computeSecret(address), sender, address), text, boundTo, randomBytes)
  text.fill(0)
  return Buffer.concat([sender, Buffer.from(nonce, 'base64'), Buffer.from(sealed, 'base64')])
}

/** null: the letter is not for this key. */
export function openLetter(key: SecretText, letter: Uint8Array): SecretText | null {
  const sender = Buffer.from(letter.subarray(0, pointBytes))
  const rest = Buffer.from(letter.subarray(pointBytes))
  const nonce = rest.subarray(0, nonceBytes).toString('base64')
  const sealed = rest.subarray(nonceBytes).toString('base64')
  const shared = sharedWith(key, sender)
  const plain = shared && unseal(letterKey(shared.secret, sender, shared.address), { nonce, sealed }, boundTo)
  return plain && new SecretText(plain.toString('utf8'))
}

/** null: the key is none, or the sender's point is not on the curve. */
function sharedWith(key: SecretText, sender: Uint8Array): { secret: Buffer; address: Buffer } | null {
  try {
    const box = createECDH(curve)
    box.setPrivateKey(key.reveal(), 'base64url')
    return { secret: box.computeSecret(sender), address: box.getPublicKey() }
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    return null
  }
}
