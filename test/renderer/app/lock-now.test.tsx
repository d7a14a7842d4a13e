// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { cover, isCovered, lockable, uncovered } from '../../support/lockable-window.ts'
import { openWindow } from '../../support/open-window.tsx'
import { aPassphraseVault, aVaultToChoose } from '../../support/vault-status-builder.ts'

giveElementsASize(400, 800)

describe('locking from the keyboard', () => {
  test('goes by Ctrl+Shift+L, also while a dialog asks something', async () => {
    const { fake } = lockable()
    const { user, asked } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('combobox', { name: 'Command or request' })
    await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}')
    expect(await cover()).toBeTruthy()
    expect(asked('vault.lock')).toHaveLength(1)
  })

  test('goes by the palette', async () => {
    const { fake } = lockable()
    const { user } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { name: 'Command or request' }), 'lock the vault{Enter}')
    expect(await cover()).toBeTruthy()
  })

  test('tells why there is nothing to lock in memory', async () => {
    const { fake } = lockable({ 'vault.status': () => aPassphraseVault({ strength: 'memory-only', lockAsks: false }) })
    const { user, asked } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: memory only' })
    await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}')
    expect(await screen.findByRole('dialog', { name: 'Vault: memory only' })).toBeTruthy()
    expect(asked('vault.lock')).toEqual([])
  })
})

describe('a lock whose passphrase is forgotten', () => {
  test('is not taken off by working without the vault', async () => {
    const { fake, lock } = lockable()
    const { user } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    lock('idle')
    const lockScreen = within(await cover())
    await user.click(await lockScreen.findByRole('button', { name: 'Forgotten the passphrase?' }))
    expect(lockScreen.queryByRole('button', { name: /Work without/ })).toBeNull()
  })

  test('ends with everything forgotten, and then nothing of the work is in the window', async () => {
    const { fake, become, lock } = lockable({ 'vault.forgetEverything': () => aPassphraseVault({ records: 0 }) })
    const { user, workbench } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await screen.findByRole('textbox', { name: 'Address' })
    await user.keyboard('{Control>}{Enter}{/Control}')
    await within(screen.getByRole('region', { name: 'Response' })).findByText('200 OK')
    lock('idle')
    const lockScreen = within(await cover())
    await user.click(await lockScreen.findByRole('button', { name: 'Forgotten the passphrase?' }))
    await user.click(lockScreen.getByRole('button', { name: 'Forget everything…' }))
    await user.type(lockScreen.getByRole('textbox'), 'forget everything')
    await user.click(lockScreen.getByRole('button', { name: 'Forget everything' }))
    become(aPassphraseVault({ records: 0 }))
    await uncovered()
    expect(screen.queryByText('200 OK')).toBeNull()
    expect(workbench.getState().sends).toEqual({})
  })

  test.for([
    ['forgotten', aVaultToChoose()],
    ['put aside for a new one', aPassphraseVault({ records: 0 })],
  ] as const)('ends with everything %s when main tells of it before it answers', async ([deed, left]) => {
    let answer = (): void => undefined
    const later = () => new Promise<typeof left>((resolve) => (answer = () => resolve(left)))
    const { fake, become, lock } = lockable({ 'vault.forgetEverything': later, 'vault.setAside': later })
    const { user } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    lock('idle')
    const lockScreen = within(await cover())
    await user.click(await lockScreen.findByRole('button', { name: 'Forgotten the passphrase?' }))
    if (deed === 'forgotten') {
      await user.click(lockScreen.getByRole('button', { name: 'Forget everything…' }))
      // Where it is typed has the focus.
      await user.keyboard('forget everything{Enter}')
    } else {
      await user.click(lockScreen.getByRole('button', { name: 'Start a new vault…' }))
      await user.click(lockScreen.getByRole('button', { name: 'Start a new vault' }))
    }
    become(left)
    await uncovered()
    answer()
    expect(isCovered()).toBe(false)
  })
})
