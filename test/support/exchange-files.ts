import { randomBytes } from 'node:crypto'
import { createProfileExchange, type ProfileExchangeParts } from '../../electron/domain/profiles/profile-exchange.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { aBook, newProfileId } from './book-builder.ts'
import { aProfile } from './token-builder.ts'

export const passphraseText = 'correct horse battery'

/** A book whose profiles travel by one file, which is in the test's hand. */
export function anExchange({ profiles = [], bytes = null }: { profiles?: Profile[]; bytes?: Uint8Array | null } = {}) {
  const made = aBook({ profiles })
  const disk = {
    bytes,
    where: '/home/alice/profiles.json' as string | null,
    written: 0,
    beforeSave: (): void => undefined,
  }
  const asked: string[] = []
  const files: ProfileExchangeParts['files'] = {
    async read() {
      if (disk.bytes === null) throw new Error('nothing was written')
      return { fileName: 'profiles.json', bytes: disk.bytes }
    },
    async write(_path, content) {
      disk.bytes = content
      disk.written += 1
    },
  }
  const ask = async (what: string): Promise<string | null> => {
    asked.push(what)
    return disk.where
  }
  const { store, secrets } = made
  const exchange = createProfileExchange({
    store: {
      ...store,
      async putAll(many) {
        disk.beforeSave()
        await store.putAll(many)
      },
    },
    ...{ secrets, files, askForFile: ask, askWhereToSave: ask, newId: newProfileId, randomBytes },
    onChanged: (ids) => void made.changed.push(...ids),
    scryptCost: { n: 1024, r: 8, p: 1 },
  })
  const text = () => Buffer.from(disk.bytes ?? []).toString('utf8')
  return { ...made, exchange, disk, asked, text }
}

/** The bytes of a file, as somebody changed it. */
export const changedFile = (
  bytes: Uint8Array | null,
  change: (file: Record<string, unknown>) => unknown,
): Uint8Array => {
  const file: Record<string, unknown> = JSON.parse(Buffer.from(bytes ?? []).toString('utf8'))
  return Buffer.from(JSON.stringify(change(file) ?? file))
}

type Json = Record<string, unknown>

/** A change of the sealed part and of the key in it. */
export const bySeal =
  (change: (sealed: Json, key: Json) => void) =>
  (file: Json): Json => {
    const copy: { sealed: Json & { key: Json } } = JSON.parse(JSON.stringify(file))
    change(copy.sealed, copy.sealed.key)
    return copy
  }

/** An entry of a file, as another Claimcheck would write it. */
export const anEntry = (more: Json = {}): Json => {
  const { isPlayground: _here, ...profile } = aProfile()
  return { ...profile, secrets: [], ...more }
}

export const fileWith = (...profiles: unknown[]): Uint8Array =>
  Buffer.from(JSON.stringify({ format: 'claimcheck-profiles', version: 1, profiles, sealed: null }))
