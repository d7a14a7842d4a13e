// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { Session } from '../../../../electron/contract/tokens.ts'
import { askedOn, pending, refusing, type Answers } from '../../../support/staged-window.tsx'
import { alice, card, carol, show } from './shown-panel.tsx'

afterEach(cleanup)

describe('a sign-in on another device', () => {
  const device = {
    userCode: 'WDJB-MJHT',
    verificationUri: 'https://id.example.test/device',
    completeUri: 'https://id.example.test/device?user_code=WDJB-MJHT',
  }

  test('shows the code, where to enter it, and the same as a picture for a camera', async () => {
    const { user, main } = show({ 'signIn.start': pending<Session>().answer })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    act(() =>
      main.emit('signIn.progressed', { profileId: alice.id, step: 'waiting-for-device', secondsLeft: 600, device }),
    )
    const alices = await card(/Sign-in of alice/)
    expect((await alices.findByLabelText('Code to enter')).textContent).toBe('WDJB-MJHT')
    expect(alices.getByText('https://id.example.test/device')).toBeDefined()
    const picture = alices.getByRole('img', { name: /QR code of https:\/\/id\.example\.test/ })
    expect(picture.querySelectorAll('path')).toHaveLength(1)
    expect(alices.getByLabelText('Time left').textContent).toMatch(/^(10:00|09:59)$/)
  })

  test('opens the page by a click alone, and names its host on the button', async () => {
    const { user, main } = show({ 'signIn.start': pending<Session>().answer })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    act(() =>
      main.emit('signIn.progressed', { profileId: alice.id, step: 'waiting-for-device', secondsLeft: 600, device }),
    )
    const alices = await card(/Sign-in of alice/)
    const open = await alices.findByRole('button', { name: 'Open id.example.test' })
    expect(askedOn(main, 'app.openLink')).toEqual([])
    await user.click(open)
    expect(askedOn(main, 'app.openLink')).toEqual([{ url: device.completeUri }])
  })
})

describe('a sign-in whose browser ends at an address that can’t be received here', () => {
  const waitForAddress = async (answers: Answers = {}) => {
    const shown = show({ 'signIn.start': pending<Session>().answer, ...answers })
    await shown.user.click(screen.getByRole('button', { name: 'start carol' }))
    act(() =>
      shown.main.emit('signIn.progressed', {
        profileId: carol.id,
        step: 'waiting-for-address',
        secondsLeft: 300,
        device: null,
      }),
    )
    const carols = await card(/Sign-in of carol/)
    return { ...shown, carols, field: await carols.findByLabelText('Address that the browser ended on') }
  }

  test('says what to do, and hands on the address that was pasted', async () => {
    const { user, main, carols, field } = await waitForAddress()
    expect(carols.getByText('myapp://signed-in')).toBeDefined()
    await user.click(field)
    await user.paste('myapp://signed-in?code=c&state=s')
    await user.click(carols.getByRole('button', { name: 'Go on' }))
    expect(askedOn(main, 'signIn.pasteAddress')).toEqual([
      { profileId: carol.id, address: 'myapp://signed-in?code=c&state=s' },
    ])
  })

  test('says what is wrong with an address, and goes on waiting', async () => {
    const refused = refusing({ code: 'sign_in.address_refused', details: { reason: 'other-state' } })
    const { user, carols, field } = await waitForAddress({ 'signIn.pasteAddress': refused })
    await user.type(field, 'myapp://signed-in?code=c&state=other{Enter}')
    expect((await carols.findByRole('alert')).textContent).toContain('answers another sign-in')
    expect(carols.getByRole('status').textContent).toContain('Waiting for the address')
    await user.type(field, 'x')
    expect(carols.queryByRole('alert')).toBeNull()
  })
})
