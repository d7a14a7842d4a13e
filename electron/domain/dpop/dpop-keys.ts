import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose'
import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { DpopKey } from './dpop-key.ts'

// RFC 9449 leaves the choice to the client; every server that knows DPoP is known to take this one.
const algorithm = 'ES256'

/** The public members of an EC key (RFC 7518 §6.2.1); `d` is the secret. */
function publicPart({ kty, crv, x, y }: JWK): JWK | null {
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return null
  return { kty, crv, x, y }
}

async function importKey(jwk: JWK): Promise<CryptoKey | null> {
  const key = await importJWK(jwk, algorithm, { extractable: jwk.d === undefined })
  return key instanceof Uint8Array ? null : key
}

/** Throws `vault.record_unreadable` for a record that holds no such key. */
async function readKey(record: SecretText): Promise<DpopKey> {
  const json = parseJsonOrNull(record.reveal())
  const jwk: JWK | null = isRecord(json) && typeof json['kty'] === 'string' ? { ...json, kty: json['kty'] } : null
  const publicJwk = jwk === null ? null : publicPart(jwk)
  try {
    const privateKey = jwk === null ? null : await importKey(jwk)
    const publicKey = publicJwk === null ? null : await importKey(publicJwk)
    if (privateKey?.type === 'private' && publicKey !== null && publicJwk !== null) {
      return { privateKey, publicKey, publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk) }
    }
  } catch (cause) {
    // The library's words may quote the key.
    if (!(cause instanceof Error)) throw cause
  }
  throw new ClaimcheckError('vault.record_unreadable', { kind: 'dpop-key' })
}

/**
 * The key of each profile that its tokens are bound to (RFC 9449), made when it is first needed and kept in the vault.
 * Every call may throw `vault.*`.
 */
export function createDpopKeys({ records }: { readonly records: Pick<SecretRecords, 'read' | 'write' | 'remove'> }) {
  const made = new Map<ProfileId, Promise<DpopKey>>()

  async function find(id: ProfileId): Promise<DpopKey | null> {
    const record = await records.read('dpop-key', id)
    return record === null ? null : readKey(record)
  }

  async function make(id: ProfileId): Promise<DpopKey> {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
    const record = new SecretText(JSON.stringify(await exportJWK(privateKey)))
    // Kept before anything is bound to it: a token without its key is worth nothing.
    await records.write('dpop-key', id, record)
    return readKey(record)
  }

  return {
    /** null: the profile has none yet. */
    find,
    /** The profile's key, made now where it has none; once, however many wait for it. */
    ensure(id: ProfileId): Promise<DpopKey> {
      const running = made.get(id)
      if (running !== undefined) return running
      const work = find(id)
        .then((found) => found ?? make(id))
        .finally(() => made.delete(id))
      made.set(id, work)
      return work
    },
    /** Forgets the key; tokens that are bound to it are worth nothing from here on. */
    async forget(id: ProfileId): Promise<void> {
      // A key that is being made would be written after this; who asked for it hears of its failure.
      await made.get(id)?.catch(() => undefined)
      await records.remove('dpop-key', id)
    },
  }
}
export type DpopKeys = ReturnType<typeof createDpopKeys>
