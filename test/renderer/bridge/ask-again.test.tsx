// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { ProfileSummary } from '../../../electron/contract/profiles.ts'
import { useProfiles } from '../../../renderer/bridge/use-profiles.ts'
import { aProfileSummary } from '../../support/profile-builder.ts'
import { askedOn, pending, stage } from '../../support/staged-window.tsx'

afterEach(cleanup)

function Names() {
  const profiles = useProfiles()
  return <p>{profiles.state === 'ready' ? profiles.value.map(({ name }) => name).join(', ') : 'nothing yet'}</p>
}

const answered = (work: () => void) => act(async () => work())

async function aShownList() {
  const list = pending<ProfileSummary[]>()
  const { main } = stage(<Names />, { 'profiles.list': list.answer })
  await answered(() => list.settle([aProfileSummary({ name: 'Ada' })]))
  const timesAsked = () => askedOn(main, 'profiles.list').length
  const change = () => main.emit('profiles.changed', { profileIds: [] })
  return { list, timesAsked, change }
}

describe('a list that changes', () => {
  test('is asked for at once', async () => {
    const { list, timesAsked, change } = await aShownList()
    await answered(change)
    expect(timesAsked()).toBe(2)
    await answered(() => list.settle([aProfileSummary({ name: 'Ben' })]))
    expect(await screen.findByText('Ben')).toBeDefined()
    expect(timesAsked()).toBe(2)
  })

  test('twenty times while it is being asked for is asked for once more, and the newest is shown', async () => {
    const { list, timesAsked, change } = await aShownList()
    for (let time = 0; time < 20; time += 1) await answered(change)
    expect(timesAsked()).toBe(2)
    await answered(() => list.settle([aProfileSummary({ name: 'an old one' })]))
    expect(timesAsked()).toBe(3)
    await answered(() => list.settle([aProfileSummary({ name: 'Ben' })]))
    expect(await screen.findByText('Ben')).toBeDefined()
    expect(timesAsked()).toBe(3)
  })
})
