// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { minimumPassphraseLength } from '../../../../../electron/contract/vault.ts'
import { ExportDialog } from '../../../../../renderer/features/profiles/list/export-dialog.tsx'
import { ImportDialog } from '../../../../../renderer/features/profiles/list/import-dialog.tsx'
import { aProfileSummary } from '../../../../support/profile-builder.ts'
import { askedOn, refusing, stage, type Answers } from '../../../../support/staged-window.tsx'

afterEach(cleanup)

const alice = aProfileSummary({ name: 'alice' })
const bob = aProfileSummary({ name: 'bob', secrets: ['clientSecret'] })
const saved = { 'profiles.export': () => ({ saved: true, secretCount: 0 }) } satisfies Answers
const onClose = vi.fn()

async function openExport(answers: Answers = saved) {
  onClose.mockReset()
  const staged = stage(<ExportDialog profiles={[alice, bob]} chosen={[alice.id]} onClose={onClose} />, answers)
  return { ...staged, user: userEvent.setup(), dialog: within(await screen.findByRole('dialog')) }
}
const passphrase = 'copper lantern swims north'

describe('an export', () => {
  test('takes the profiles that are ticked, without secrets', async () => {
    const { user, dialog, main } = await openExport()
    expect(dialog.getByText('1 of 2 chosen')).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Choose all' }))
    await user.click(dialog.getByRole('checkbox', { name: /^alice/ }))
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(askedOn(main, 'profiles.export')).toEqual([{ profileIds: [bob.id], passphrase: null }])
  })

  test('takes secrets along only under a passphrase that is long enough and typed twice alike', async () => {
    const { user, dialog, main } = await openExport()
    await user.click(dialog.getByRole('radio', { name: 'With secrets, under a passphrase' }))
    await user.type(dialog.getByLabelText('Passphrase'), 'short')
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    expect(dialog.getByText(`At least ${minimumPassphraseLength} characters`)).toBeTruthy()
    await user.clear(dialog.getByLabelText('Passphrase'))
    await user.paste(passphrase)
    await user.click(dialog.getByLabelText('The same once more'))
    await user.paste(`${passphrase}!`)
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    expect(dialog.getByText('They differ')).toBeTruthy()
    expect(askedOn(main, 'profiles.export')).toEqual([])
    await user.type(dialog.getByLabelText('The same once more'), '{Backspace}')
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    await waitFor(() => expect(askedOn(main, 'profiles.export')).toEqual([{ profileIds: [alice.id], passphrase }]))
  })

  test('that the person stopped in the system’s dialog leaves this one open', async () => {
    const { user, dialog, main } = await openExport({ 'profiles.export': () => ({ saved: false, secretCount: 0 }) })
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    await waitFor(() => expect(askedOn(main, 'profiles.export')).toHaveLength(1))
    expect(onClose).not.toHaveBeenCalled()
  })
})

const sealed = {
  fileName: 'team.json',
  profiles: [{ name: 'alice', kind: 'oauth', secretCount: 2 }],
  isSealed: true,
}
async function openImport(answers: Answers) {
  onClose.mockReset()
  const staged = stage(<ImportDialog onClose={onClose} />, answers)
  return { ...staged, user: userEvent.setup(), dialog: within(await screen.findByRole('dialog')) }
}

describe('an import', () => {
  test('shows what a file holds, asks for its passphrase, and says what was left out', async () => {
    const { user, dialog, main } = await openImport({
      'profiles.chooseImport': () => sealed,
      'profiles.import': () => ({
        imported: [{ profileId: alice.id, name: 'alice 2' }],
        left: [{ name: 'old', reason: 'Its kind is not known here.' }],
      }),
    })
    expect(await dialog.findByText('team.json holds 1 profile.')).toBeTruthy()
    expect(dialog.getByText('OAuth 2 · 2 secrets')).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Import' }))
    expect(dialog.getByText('Enter the passphrase that it was exported with')).toBeTruthy()
    await user.type(dialog.getByLabelText('Passphrase of the file'), passphrase)
    await user.click(dialog.getByRole('button', { name: 'Import' }))
    expect(await dialog.findByText('alice 2')).toBeTruthy()
    expect(dialog.getByText('Its kind is not known here.')).toBeTruthy()
    expect(askedOn(main, 'profiles.import')).toEqual([{ passphrase }])
  })

  test('by two clicks in one instant is done once', async () => {
    const { dialog, main } = await openImport({
      'profiles.chooseImport': () => ({ ...sealed, isSealed: false }),
      'profiles.import': () => ({ imported: [{ profileId: alice.id, name: 'alice' }], left: [] }),
    })
    const button = await dialog.findByRole('button', { name: 'Import' })
    act(() => {
      button.click()
      button.click()
    })
    expect(await dialog.findByText('alice')).toBeTruthy()
    expect(askedOn(main, 'profiles.import')).toHaveLength(1)
  })

  test('may leave the secrets out, and says when the passphrase is wrong', async () => {
    const { user, dialog, main, answers } = await openImport({
      'profiles.chooseImport': () => sealed,
      'profiles.import': refusing({ code: 'vault.wrong_passphrase', details: {} }),
    })
    await user.type(await dialog.findByLabelText('Passphrase of the file'), 'wrong')
    await user.click(dialog.getByRole('button', { name: 'Import' }))
    expect(await dialog.findByText('That passphrase is not right')).toBeTruthy()
    answers['profiles.import'] = () => ({ imported: [], left: [] })
    await user.click(dialog.getByRole('checkbox', { name: 'Take its secrets over too' }))
    await user.click(dialog.getByRole('button', { name: 'Import' }))
    await waitFor(() => expect(askedOn(main, 'profiles.import').at(-1)).toEqual({ passphrase: null }))
  })

  test('ends when no file is chosen, and goes on after one that cannot be read', async () => {
    await openImport({ 'profiles.chooseImport': () => null })
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    cleanup()
    const { user, dialog, answers } = await openImport({
      'profiles.chooseImport': refusing({ code: 'profile.import_unreadable', details: { reason: 'It is no JSON.' } }),
    })
    expect((await dialog.findByRole('alert')).textContent).toContain('It is no JSON.')
    answers['profiles.chooseImport'] = () => ({ ...sealed, isSealed: false })
    await user.click(dialog.getByRole('button', { name: 'Choose another file…' }))
    expect(await dialog.findByText(/It has no secrets/)).toBeTruthy()
  })
})
