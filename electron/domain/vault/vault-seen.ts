import * as z from 'zod'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import type { OpenedVault } from './opened-vault.ts'
import { highestGeneration } from './vault-file-format.ts'

/** What was last seen of a vault. */
const seenVault = z.strictObject({
  generation: z.number().int().min(0),
  /** The generation of its predecessor: what may rightly be taken when the file itself is damaged. */
  previous: z.number().int().min(0),
  /** Its predecessor is of that version; left out where it is of this one, or where that is not known. */
  previousVersion: z.literal(1).optional(),
  writtenAt: z.iso.datetime(),
})
export type SeenVault = z.infer<typeof seenVault>

const seenFileContent = z.strictObject({
  version: z.literal(1),
  vaultId: z.string(),
  nonce: z.string(),
  sealed: z.string(),
  /** What is sealed, in plain: for whoever opens a copy from before the vault was given another key. */
  said: z.unknown().optional(),
})

/** Half of what a file can count to, so that a claim which is accepted leaves room to go on from there. */
const highestClaim = highestGeneration / 2

export interface VaultSeenParts {
  readonly seenFile: DurableFile
  readonly now: () => Date
}

/**
 * Remembers beside the vault what was last seen of it, sealed under its data key, so that an old copy in its place is
 * noticed. Every change of protection makes a new data key, so it is there in plain too, for copies from before the change:
 * their key can't prove it, and whoever changes it brings about a needless question at worst. It is a help, never a reason for anything to fail: where it can't be read there is no memory and no warning,
 * and where it can't be written it is a little behind.
 */
export interface VaultSeen {
  /**
   * The memory as it is now, still sealed. To be taken before the vault itself is read: another process may save both
   * meanwhile, and a vault that was read before what was seen of its successor would look old.
   */
  readonly look: () => Promise<Uint8Array | null>
  /**
   * What `look` gave, as the key of the vault proves it, or as it says of itself where that key does not open it; null:
   * there is no memory of this vault.
   */
  readonly recall: (opened: OpenedVault, looked: Uint8Array | null) => SeenVault | null
  /** Written at once if the last time is a few seconds ago, else with `settle`. */
  readonly note: (opened: OpenedVault, seen: SeenVault) => void
  /** Resolves when everything that was noted is written, or could not be. */
  readonly settle: () => Promise<void>
  /** Nothing noted is written any more: the vault is gone. Resolves when no write is running. */
  readonly drop: () => Promise<void>
}

const restBetweenWritesMs = 3_000

export function createVaultSeen({ seenFile, now }: VaultSeenParts): VaultSeen {
  let noted: Uint8Array | null = null
  let lastWriteAt: number | null = null
  let running: Promise<void> = Promise.resolve()

  function write(): void {
    if (noted === null) return
    const bytes = noted
    noted = null
    lastWriteAt = now().getTime()
    const isWritten = () => seenFile.write(bytes)
    running = running.then(isWritten).catch(() => undefined) // a little behind, as the interface says
  }

  /** The clock may have been set back meanwhile: then it is time, too. */
  const isTime = () => lastWriteAt === null || Math.abs(now().getTime() - lastWriteAt) >= restBetweenWritesMs

  return {
    async look() {
      const found = await seenFile.read().catch(() => null) // unreadable: no memory, as the interface says
      return found?.bytes ?? null
    },
    recall(opened, looked) {
      const content =
        looked === null ? null : seenFileContent.safeParse(parseJsonOrNull(Buffer.from(looked).toString('utf8')))
      if (content?.data === undefined || content.data.vaultId !== opened.vaultId()) return null
      const plain = opened.openNote(content.data)
      if (plain !== null) return seenVault.safeParse(JSON.parse(plain)).data ?? null
      const said = seenVault.safeParse(content.data.said).data ?? null
      return said === null || said.generation > highestClaim ? null : said
    },
    note(opened, seen) {
      const { nonce, sealed } = opened.sealNote(JSON.stringify(seen))
      const content = { version: 1, vaultId: opened.vaultId(), nonce, sealed, said: seen }
      noted = Buffer.from(JSON.stringify(content), 'utf8')
      if (isTime()) write()
    },
    settle() {
      write()
      return running
    },
    drop() {
      noted = null
      return running
    },
  }
}
