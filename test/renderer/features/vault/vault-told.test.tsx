// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { VaultStatus } from '../../../../electron/contract/vault.ts'
import { VaultNotice } from '../../../../renderer/features/vault/vault-notice.tsx'
import { VaultPill } from '../../../../renderer/features/vault/vault-pill.tsx'
import { askedOn, pending, refusing, stage, type Answers } from '../../../support/staged-window.tsx'
import { aLockedVault, anOpenVault, noKeyring } from '../../../support/vault-status-builder.ts'

afterEach(cleanup)

const choiceNeeded: VaultStatus = { state: 'choice-needed', keyring: noKeyring }

function show(answers: Answers) {
  const staged = stage(
    <>
      <VaultPill />
      <VaultNotice />
    </>,
    answers,
  )
  return { ...staged, user: userEvent.setup() }
}
const pill = (name: string) => screen.findByRole('button', { name })
const patient = { timeout: 5000 }
const dialog = async () => within(await screen.findByRole('dialog', {}, patient))

describe('forgetting everything', () => {
  test.each<[string, VaultStatus, string, RegExp]>([
    ['and no keyring', choiceNeeded, 'Choose how to keep tokens…', /choose how tokens are to be kept/],
    ['and a keyring', anOpenVault(), 'Close', /a new, empty vault is open/],
  ])(
    'tells that it is done, also where main tells of the vault before it answers: %s',
    async (_what, after, next, said) => {
      const forgetting = pending<VaultStatus>()
      const { user, main, answers } = show({
        'vault.status': () => aLockedVault(),
        'vault.forgetEverything': forgetting.answer,
      })
      await user.click(await screen.findByRole('button', { name: 'Unlock…' }))
      const panel = await dialog()
      await user.click(panel.getByText('Forgotten the passphrase?'))
      await user.click(await panel.findByRole('button', { name: 'Forget everything…' }))
      await user.type(panel.getByRole('textbox'), 'forget everything{Enter}')
      answers['vault.status'] = () => after
      act(() => main.emit('vault.changed', {}))
      await waitFor(() => expect(screen.queryByRole('button', { name: 'Vault: locked', hidden: true })).toBeNull())
      await act(async () => forgetting.settle(after))
      expect(await panel.findByText('Everything is forgotten')).toBeTruthy()
      expect(panel.getByText(said)).toBeTruthy()
      expect(panel.queryByRole('textbox')).toBeNull()
      await waitFor(() => expect(document.activeElement?.textContent).toBe(next))
    },
  )
})

describe('a vault of which nothing could be read', () => {
  test('is told of in its panel, with the file and the ways out, and is looked at again there', async () => {
    const failure = { code: 'storage.unreadable', details: { file: 'vault.json' } } as const
    const { user, answers } = show({ 'vault.status': refusing(failure) })
    await user.click(await pill('Vault: could not be read'))
    const panel = await dialog()
    expect(panel.getByText('vault.json could not be read')).toBeTruthy()
    expect(panel.getByText(/A folder may stand in the place of/)).toBeTruthy()
    await user.click(panel.getByRole('button', { name: 'Look again' }))
    expect(await panel.findByText('Looked just now: it is as it was.', {}, patient)).toBeTruthy()
    answers['vault.status'] = () => anOpenVault()
    await user.click(panel.getByRole('button', { name: 'Look again' }))
    expect(await screen.findByRole('button', { name: 'Vault: OS keyring' }, patient)).toBeTruthy()
  })

  test('keeps its panel open while it is looked at for long', async () => {
    const failure = { code: 'storage.unreadable', details: { file: 'vault.json' } } as const
    const { user, main, answers } = show({ 'vault.status': refusing(failure) })
    await user.click(await pill('Vault: could not be read'))
    const panel = await dialog()
    const looking = pending<VaultStatus>()
    answers['vault.status'] = looking.answer
    const asked = askedOn(main, 'vault.status').length
    await user.click(panel.getByRole('button', { name: 'Look again' }))
    await waitFor(() => expect(askedOn(main, 'vault.status')).toHaveLength(asked + 1))
    expect(panel.getByText('vault.json could not be read')).toBeTruthy()
    await act(async () => looking.settle(anOpenVault()))
    expect(await screen.findByRole('button', { name: 'Vault: OS keyring' }, patient)).toBeTruthy()
    expect(askedOn(main, 'vault.status')).toHaveLength(asked + 1)
  })
})

describe('a vault that was recovered from its predecessor', () => {
  test('is told of over the window until that was read, and blames no unfinished write', async () => {
    const { user, main, answers } = show({ 'vault.status': () => anOpenVault({ recovered: true }) })
    expect(await screen.findByText('The vault was recovered from its last good copy')).toBeTruthy()
    expect(screen.getByText(/damaged, cut short or gone/)).toBeTruthy()
    expect(screen.queryByText(/had not been finished/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'I have read it' }))
    answers['vault.status'] = () => anOpenVault({ recovered: true, records: 9 })
    act(() => main.emit('vault.changed', {}))
    expect(screen.queryByText('The vault was recovered from its last good copy')).toBeNull()
  })
})

describe('a closed vault that is passed over', () => {
  test('is told of in the panel, and gone back to from there', async () => {
    const { user, main } = show({
      'vault.status': () => anOpenVault({ strength: 'memory-only', passesOver: true }),
      'vault.unlock': () => aLockedVault(),
    })
    await user.click(await pill('Vault: memory only'))
    const panel = await dialog()
    expect(panel.getByText('A closed vault lies on the disk')).toBeTruthy()
    expect(panel.queryByRole('button', { name: 'Keep on disk…' })).toBeNull()
    await user.click(panel.getByRole('button', { name: 'Go back to the vault on the disk…' }))
    expect(askedOn(main, 'vault.unlock')).toEqual([{ by: 'looking-again' }])
    expect(await panel.findByLabelText('Passphrase')).toBeTruthy()
  })

  test('is spoken of only where there is one', async () => {
    const { user } = show({ 'vault.status': () => anOpenVault({ strength: 'memory-only' }) })
    await user.click(await pill('Vault: memory only'))
    const panel = await dialog()
    expect(panel.queryByText('A closed vault lies on the disk')).toBeNull()
    expect(panel.getByRole('button', { name: 'Keep on disk…' })).toBeTruthy()
  })
})
