import * as z from 'zod'
import { profileId } from '../../contract/ids.ts'
import { tokenEvent } from '../../contract/tokens.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { Diary } from './token-diary.ts'

const version = 1
const diaryFile = z.strictObject({
  version: z.literal(version),
  profiles: z.array(z.strictObject({ profileId, events: z.array(tokenEvent) })),
})
const versioned = z.object({ version: z.number() })

export function formatDiary(diary: Diary): Uint8Array {
  const profiles = [...diary].map(([id, events]) => ({ profileId: id, events }))
  return new TextEncoder().encode(JSON.stringify({ version, profiles }))
}

/** 'newer': a newer Claimcheck wrote it, and nothing is written over it; null: it is none, or damaged. */
export function parseDiary(bytes: Uint8Array): Diary | 'newer' | null {
  const json = parseJsonOrNull(new TextDecoder().decode(bytes))
  const parsed = diaryFile.safeParse(json)
  if (parsed.success) return new Map(parsed.data.profiles.map(({ profileId: id, events }) => [id, events]))
  const told = versioned.safeParse(json)
  return told.success && told.data.version > version ? 'newer' : null
}

/** For whoever keeps a predecessor of the file: whether these bytes are worth more than that. */
export const isSoundDiary = (bytes: Uint8Array): boolean => parseDiary(bytes) !== null
