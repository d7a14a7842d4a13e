import * as z from 'zod'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { createPlainFile } from './plain-file.ts'

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
  readonly get: () => LastSession
  /** Throws `storage.write_failed`; then nothing is changed. */
  readonly save: (part: Partial<LastSession>) => void
}

// Version 0 is a bare object: the content of version 1.
const migrations = [(bare: unknown) => bare]

/** What the next start takes up again, in `session.json`. What can't be read is as good as a first start. */
export function createLastSessionFile(folder: string, openStore: OpenPlainStore): LastSessionFile {
  const file = createPlainFile({ folder, name: 'session', migrations, openStore })
  let known: LastSession | null = null
  const get = (): LastSession =>
    (known ??= lastSession.parse(z.record(z.string(), z.unknown()).catch({}).parse(file.read().content)))
  return {
    get,
    save(part) {
      const next = { ...get(), ...part }
      file.write(next)
      known = next
    },
  }
}
