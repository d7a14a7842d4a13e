import { type PassphraseWrap, type ScryptCost, unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-key.ts'
import { otherWork } from '../slices/in-slices.ts'
import { keyBytes, type RandomBytes, seal, type Sealed, unseal } from './seal.ts'
import type { SecretText } from './secret-text.ts'

export interface UnderPassphrase {
  readonly passphrase: SecretText
  readonly cost: ScryptCost
  readonly randomBytes: RandomBytes
}

/** What a file that leaves the machine is sealed for: a key or a content of one place opens in no other. */
export interface TravelPlaces {
  readonly key: string
  readonly content: string
}

export interface SealedForTravel extends Sealed {
  readonly key: PassphraseWrap
}

/** Seals under a key of its own, which the passphrase wraps. Takes `plain` over, and wipes it. */
export async function sealUnderPassphrase(
  plain: Buffer,
  places: TravelPlaces,
  { passphrase, cost, randomBytes }: UnderPassphrase,
): Promise<SealedForTravel> {
  const dataKey = randomBytes(keyBytes)
  try {
    const key = await wrapWithPassphrase(dataKey, passphrase, places.key, cost, randomBytes)
    await otherWork()
    return { key, ...seal(dataKey, plain, places.content, randomBytes) }
  } finally {
    plain.fill(0)
    dataKey.fill(0)
  }
}

/** 'changed': the passphrase fits, and what is there was sealed for another place, or was changed. */
export async function openUnderPassphrase(
  { key, nonce, sealed }: SealedForTravel,
  places: TravelPlaces,
  passphrase: SecretText,
): Promise<Buffer | 'wrong-passphrase' | 'changed'> {
  const dataKey = await unwrapWithPassphrase(key, passphrase, places.key)
  if (dataKey === null) return 'wrong-passphrase'
  const plain = dataKey.length === keyBytes ? unseal(dataKey, { nonce, sealed }, places.content) : null
  dataKey.fill(0)
  return plain ?? 'changed'
}
