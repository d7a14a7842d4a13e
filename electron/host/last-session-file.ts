import * as z from 'zod'
import { createInTurn } from '../domain/storage/in-turn.ts'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { createLongPlainFile } from './long-plain-file.ts'

const fortnightSeconds = 14 * 24 * 60 * 60

const lastSession = z.object({
  /** The workspace that was open; null for the playground's. */
  workspaceFolder: z.string().nullable().catch(null),
  /** The playground's profiles were added once; a person may have removed some since. */
  hasStarters: z.boolean().catch(false),
  /** The person wants secrets in memory only, also where there is a keyring. */
  memoryOnly: z.boolean().catch(false),
  playground: z
    .object({
      issuer: z.url().nullable().catch(null),
      apiUrl: z.url().nullable().catch(null),
      secureApiUrl: z.url().nullable().catch(null),
      accessTokenSeconds: z.number().int().min(10).max(3600).catch(300),
      signInSeconds: z.number().int().min(20).max(fortnightSeconds).catch(fortnightSeconds),
    })
    .catch({
      issuer: null,
      apiUrl: null,
      secureApiUrl: null,
      accessTokenSeconds: 300,
      signInSeconds: fortnightSeconds,
    }),
})
export type LastSession = z.infer<typeof lastSession>

export interface LastSessionFile {
  /** What the disk has. */
  readonly get: () => LastSession
  /**
   * Changes a part, made from what the saves before left, and leaves the others. On the disk when this resolves; in the
   * order in which it is asked to. Throws `storage.write_failed`; then nothing is changed.
   */
  readonly save: (change: (before: LastSession) => Partial<LastSession>) => Promise<void>
  /** Resolves when no save is running or waiting, however they ended: their callers were told. */
  readonly settled: () => Promise<void>
}

// Version 0 is a bare object: the content of version 1.
const migrations = [(bare: unknown) => bare]

/** What the next start takes up again, in `session.json`. What can't be read is as good as a first start. */
export function createLastSessionFile(folder: string, openStore: OpenPlainStore): LastSessionFile {
  const file = createLongPlainFile({ folder, name: 'session', migrations, openStore })
  let known: LastSession | null = null
  const get = (): LastSession =>
    (known ??= lastSession.parse(z.record(z.string(), z.unknown()).catch({}).parse(file.read().content)))

  const inTurn = createInTurn()
  async function save(change: (before: LastSession) => Partial<LastSession>): Promise<void> {
    const next = { ...get(), ...change(get()) }
    await file.write(next)
    known = next
  }

  return {
    get,
    save: (change) => inTurn(() => save(change)),
    settled: () => inTurn(() => undefined),
  }
}
