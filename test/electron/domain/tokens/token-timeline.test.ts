import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { profileId } from '../../../../electron/contract/ids.ts'
import { tokenEvent } from '../../../../electron/contract/tokens.ts'
import { isSoundDiary } from '../../../../electron/domain/tokens/token-diary-file.ts'
import { aTimeline, copied, diskFull, host, id, refreshedAs } from '../../../support/timeline-in-memory.ts'
import { aProfileId } from '../../../support/token-builder.ts'

const fixture = readFileSync(path.join(import.meta.dirname, '../../../fixtures/tokens/timeline-version-1.json'), 'utf8')

describe('a timeline', () => {
  test('tells what happened, the newest first, when and at whom', async () => {
    const { timeline, clock } = aTimeline()
    timeline.note(id, host, { kind: 'signed-out' })
    await clock.advance(1000)
    timeline.note(id, host, copied)
    expect(await timeline.of(id)).toEqual([
      { at: '2026-03-01T12:00:01.000Z', authority: host, what: copied },
      { at: '2026-03-01T12:00:00.000Z', authority: host, what: { kind: 'signed-out' } },
    ])
    expect(await timeline.of(aProfileId())).toEqual([])
  })

  test('is written 2 s later, once for all that happened, and found by the next start', async () => {
    const { timeline, clock, disk, diary } = aTimeline()
    for (let use = 0; use < 50; use += 1) timeline.noteUse(id, host, false)
    await clock.advance(1900)
    expect(disk.writes).toBe(0)
    await clock.advance(200)
    expect(disk.writes).toBe(1)
    const next = aTimeline({ diary })
    expect(await next.timeline.of(id)).toMatchObject([{ what: { kind: 'used', requests: 50, refused: 0 } }])
  })

  test('counts consecutive uses as one event, until something else happens or another server is meant', async () => {
    const { timeline, clock } = aTimeline()
    timeline.noteUse(id, host, false)
    await clock.advance(60_000)
    timeline.noteUse(id, host, true)
    timeline.noteUse(id, 'other.example.test', false)
    timeline.note(id, host, copied)
    timeline.noteUse(id, host, false)
    expect((await timeline.of(id)).toReversed()).toMatchObject([
      {
        at: '2026-03-01T12:00:00.000Z',
        what: { kind: 'used', requests: 2, refused: 1, lastAt: '2026-03-01T12:01:00.000Z' },
      },
      { authority: 'other.example.test', what: { requests: 1 } },
      { what: copied },
      { what: { requests: 1, refused: 0 } },
    ])
  })

  test('keeps the newest 200 of each profile', async () => {
    const { timeline, clock } = aTimeline()
    const other = aProfileId()
    timeline.note(other, host, copied)
    for (let turn = 0; turn < 500; turn += 1) {
      timeline.note(id, host, refreshedAs(`token-${turn}`))
      if (turn % 50 === 0) await clock.advance(2000)
    }
    const events = await timeline.of(id)
    expect(events).toHaveLength(200)
    expect([events[0]?.what, events[199]?.what]).toMatchObject([{ reference: 'token-499' }, { reference: 'token-300' }])
    expect(await timeline.of(other)).toHaveLength(1)
  })

  test('gives what a server wrote a length', async () => {
    const { timeline } = aTimeline()
    const long = 'x'.repeat(100_000)
    timeline.note(id, long, { kind: 'refused', description: long })
    timeline.note(id, host, { kind: 'refused', description: long, over: true })
    timeline.note(id, host, { kind: 'refresh-failed', message: long, retryAt: null })
    const scopes = Array.from({ length: 5000 }, () => long)
    timeline.note(id, host, { kind: 'signed-in', reference: 'a…b', expiresAt: null, scopes })
    const events = await timeline.of(id)
    expect(JSON.stringify(events).length).toBeLessThan(8000)
    for (const event of events) expect(tokenEvent.safeParse(event).success).toBe(true)
  })
})

describe('a file of version 1', () => {
  test('is read for ever', async () => {
    const { timeline, kinds, disk } = aTimeline()
    disk.put(fixture)
    const known = profileId.parse('11111111-1111-4111-8111-111111111111')
    expect(await kinds(known)).toEqual(['answer-lost', 'refreshed', 'used', 'signed-in'])
    expect(await timeline.of(known)).toMatchObject([{}, { what: { scopesLost: ['offline_access'] } }, {}, {}])
    expect(isSoundDiary(new TextEncoder().encode(fixture))).toBe(true)
  })

  test.each([
    ['empty', ''],
    ['cut', fixture.slice(0, 300)],
    ['no JSON', '\u0000\u0001'],
    ['of another shape', '{"version":1,"profiles":{}}'],
    ['with a field that is none of ours', fixture.replace('"rotated"', '"refreshToken":"secret","rotated"')],
  ])('that is %s is begun anew: it is a diary, and nothing is decided by it', async (_case, text) => {
    const { timeline, clock, disk, kinds, bugs } = aTimeline()
    disk.put(text)
    expect(isSoundDiary(new TextEncoder().encode(text))).toBe(false)
    timeline.note(id, host, copied)
    expect(await kinds()).toEqual(['copied'])
    await clock.advance(2000)
    expect(disk.text()).toContain('copied')
    expect(bugs).toEqual([])
  })
})

test('a file of a newer version is left as it is, and what happens now is known until quit', async () => {
  const { timeline, clock, disk, kinds } = aTimeline()
  disk.put('{"version":2,"days":[]}')
  timeline.note(id, host, copied)
  await clock.advance(600_000)
  expect(disk.text()).toBe('{"version":2,"days":[]}')
  expect(await kinds()).toEqual(['copied'])
})

describe('a disk that takes nothing', () => {
  test('makes nobody wait or fail, is no bug, and is tried again', async () => {
    const { timeline, clock, disk, kinds, bugs } = aTimeline()
    disk.beforeWrite = async () => diskFull()
    timeline.note(id, host, copied)
    await clock.advance(2000)
    timeline.noteUse(id, host, false)
    expect(await kinds()).toEqual(['used', 'copied'])
    expect(bugs).toEqual([])
    disk.beforeWrite = async () => undefined
    await clock.advance(60_000)
    expect(disk.text()).toContain('"used"')
  })

  test('does not fill the memory', async () => {
    const { timeline, clock, disk, kinds } = aTimeline()
    disk.beforeWrite = async () => diskFull()
    for (let turn = 0; turn < 10; turn += 1) {
      for (let use = 0; use < 1000; use += 1) timeline.noteUse(id, host, false)
      await clock.advance(60_000)
    }
    disk.beforeWrite = async () => undefined
    await clock.advance(60_000)
    expect(await kinds()).toEqual(['used'])
  })

  test('is told to whoever wants everything forgotten', async () => {
    const { timeline, disk } = aTimeline()
    timeline.note(id, host, copied)
    disk.beforeWrite = async () => diskFull()
    await expect(timeline.clear()).rejects.toMatchObject({ code: 'storage.write_failed' })
  })
})
