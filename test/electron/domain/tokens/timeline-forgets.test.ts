import { describe, expect, test } from 'vitest'
import { settled } from '../../../support/clock.ts'
import { fileInMemory } from '../../../support/file-in-memory.ts'
import { aTimeline, copied, diskFull, host, id, refreshedAs } from '../../../support/timeline-in-memory.ts'
import { aProfileId } from '../../../support/token-builder.ts'

describe('what is to be forgotten', () => {
  test('of a profile is gone from the file, and from its predecessor', async () => {
    const { timeline, clock, disk, kinds } = aTimeline()
    const other = aProfileId()
    timeline.note(id, host, copied)
    timeline.note(other, host, copied)
    await clock.advance(2000)
    timeline.remove(id)
    expect(await kinds()).toEqual([])
    await clock.advance(2000)
    const left = [disk.bytes, disk.predecessor].map((bytes) => new TextDecoder().decode(bytes ?? new Uint8Array()))
    expect(left.join()).not.toContain(id)
    expect(left[0]).toContain(other)
  })

  test('altogether is gone when that is answered, also what was not written yet', async () => {
    const { timeline, clock, disk, kinds } = aTimeline()
    timeline.note(id, host, copied)
    await clock.advance(2000)
    timeline.note(id, host, copied)
    await timeline.clear()
    const left = [disk.bytes, disk.predecessor].map((bytes) => new TextDecoder().decode(bytes ?? new Uint8Array()))
    expect(left).toEqual(['{"version":1,"profiles":[]}', '{"version":1,"profiles":[]}'])
    expect([await kinds(), clock.pending()]).toEqual([[], []])
    timeline.note(id, host, copied)
    expect(await kinds()).toEqual(['copied'])
  })

  test('is forgotten although a write was under way', async () => {
    const { timeline, clock, disk, kinds } = aTimeline()
    let release: () => void = () => undefined
    disk.beforeWrite = () =>
      new Promise((resolve) => {
        release = resolve
      })
    timeline.note(id, host, copied)
    await clock.advance(2000)
    const cleared = timeline.clear()
    disk.beforeWrite = async () => undefined
    release()
    await cleared
    expect(await kinds()).toEqual([])
    expect(disk.text()).not.toContain(id)
  })
})

describe('two processes with one timeline', () => {
  test('keep each other’s lines', async () => {
    const diary = fileInMemory()
    const [one, other] = [aTimeline({ diary }), aTimeline({ diary })]
    one.timeline.note(id, host, { kind: 'signed-out' })
    other.timeline.note(id, host, copied)
    await one.clock.advance(2000)
    await other.clock.advance(2000)
    expect(await one.kinds()).toEqual(['copied', 'signed-out'])
    expect(await other.kinds()).toEqual(['copied', 'signed-out'])
  })

  test.each([
    ['first', ['expiring', 'elsewhere'] as const],
    ['last', ['elsewhere', 'expiring'] as const],
  ])('tell once of a refresh, whoever refreshed wrote %s', async (_case, causes) => {
    const { timeline } = aTimeline()
    for (const cause of causes) timeline.note(id, host, refreshedAs('abc…def', cause))
    expect((await timeline.of(id)).map(({ what }) => what)).toEqual([refreshedAs('abc…def')])
  })
})

test('at the end what is not written yet is written, and no timer stays', async () => {
  const { timeline, clock, disk } = aTimeline()
  timeline.note(id, host, copied)
  await timeline.stop()
  expect(disk.text()).toContain('copied')
  expect(clock.pending()).toEqual([])
  disk.beforeWrite = async () => diskFull()
  timeline.note(id, host, copied)
  await timeline.stop()
  expect(clock.pending()).toEqual([])
})

test('an error that nobody foresaw is reported, and the next lines are kept', async () => {
  const { timeline, clock, disk, bugs, kinds } = aTimeline()
  disk.beforeWrite = () => Promise.reject(new TypeError('a bug'))
  timeline.note(id, host, copied)
  await clock.advance(2000)
  await settled()
  expect(bugs).toHaveLength(1)
  disk.beforeWrite = async () => undefined
  timeline.note(id, host, { kind: 'signed-out' })
  await clock.advance(2000)
  expect(await kinds()).toEqual(['signed-out', 'copied'])
})
