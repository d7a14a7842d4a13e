// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultSettings, type Settings } from '../../../../electron/contract/settings.ts'
import type { VaultStatus } from '../../../../electron/contract/vault.ts'
import { SettingsView } from '../../../../renderer/features/settings/settings-view.tsx'
import { askedOn, pending, refusing, stage, type Answers } from '../../../support/staged-window.tsx'
import { aLockedVault, anOpenVault, aPassphraseVault } from '../../../support/vault-status-builder.ts'

afterEach(cleanup)

const show = (status: VaultStatus, answers: Answers = {}) => ({
  ...stage(<SettingsView />, { 'vault.status': () => status, ...answers }),
  user: userEvent.setup(),
})
const minutes = () => screen.findByRole('textbox', { name: 'Lock when nobody is there' })
const withScreen = () => screen.getByRole('switch', { name: 'Lock with the screen' })

describe('when the vault locks by itself', () => {
  test('is set by minutes, the screen and sleep, each beside the others', async () => {
    const { user, main } = show(aPassphraseVault())
    const field = await minutes()
    await user.clear(field)
    await user.type(field, '0{Enter}')
    await waitFor(() => expect(askedOn(main, 'settings.save')).toHaveLength(1))
    await user.click(withScreen())
    await waitFor(() => expect(withScreen()).toHaveProperty('checked', false))
    await user.click(screen.getByRole('switch', { name: 'Lock when this computer sleeps' }))
    await waitFor(() =>
      expect(askedOn(main, 'settings.save')).toEqual([
        { vaultLock: { idleMinutes: 0, onScreenLock: true, onSuspend: true } },
        { vaultLock: { idleMinutes: 0, onScreenLock: false, onSuspend: true } },
        { vaultLock: { idleMinutes: 0, onScreenLock: false, onSuspend: false } },
      ]),
    )
  })

  test('keeps a change whose answer is still on its way when the next one is made', async () => {
    const saving = pending<Settings>()
    const { user, main } = show(aPassphraseVault(), { 'settings.save': saving.answer })
    await minutes()
    await user.click(withScreen())
    await user.click(screen.getByRole('switch', { name: 'Lock when this computer sleeps' }))
    await waitFor(() =>
      expect(askedOn(main, 'settings.save').at(-1)).toEqual({
        vaultLock: { idleMinutes: 30, onScreenLock: false, onSuspend: false },
      }),
    )
    saving.settle(defaultSettings)
  })

  test('takes no number that does not fit, and says so to whoever hears the field', async () => {
    const { user, main } = show(aPassphraseVault())
    const field = await minutes()
    await user.clear(field)
    await user.type(field, '481')
    const said = screen.getByText('A whole number from 0 to 480')
    expect(field.getAttribute('aria-describedby')?.split(' ')).toContain(said.id)
    await user.tab()
    expect(askedOn(main, 'settings.save')).toEqual([])
  })

  test('can’t be set while it has no effect, and says why', async () => {
    show(anOpenVault())
    expect(await screen.findByText(/under the keyring alone, which opens it again without a question/)).toBeTruthy()
    expect(await minutes()).toHaveProperty('disabled', true)
    expect(withScreen()).toHaveProperty('disabled', true)
  })

  test('has no effect on what is kept in memory', async () => {
    show(anOpenVault({ strength: 'memory-only' }))
    expect(await screen.findByText(/kept in memory only/)).toBeTruthy()
    expect(await minutes()).toHaveProperty('disabled', true)
  })

  test('can be set where a finger is asked for, and while the vault is locked', async () => {
    show(anOpenVault({ lockAsks: true }))
    expect(await minutes()).toHaveProperty('disabled', false)
    cleanup()
    show(aLockedVault())
    expect(await minutes()).toHaveProperty('disabled', false)
  })

  test('that could not be saved is said beside the field', async () => {
    const problems = [{ path: 'vaultLock.idleMinutes', message: 'Too long for this system' }]
    const { user } = show(aPassphraseVault(), {
      'settings.save': refusing({ code: 'input.invalid', details: { problems } }),
    })
    await user.type(await minutes(), '0{Enter}')
    expect(await screen.findByText('Too long for this system')).toBeTruthy()
  })
})
