// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { createFakeBridge, FakeFailure } from '../../support/fake-bridge.ts'
import { theToken } from '../../support/inspected-token-builder.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import {
  cover,
  isCovered,
  lockable,
  passphraseField,
  uncovered,
  vaultPassphrase,
} from '../../support/lockable-window.ts'
import { openWindow } from '../../support/open-window.tsx'
import { aLockedVault, aPassphraseVault, someKeyring } from '../../support/vault-status-builder.ts'

giveElementsASize(400, 800)

const address = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Address' })

/** What of the page is neither the lock screen nor inert. */
const reachable = () =>
  [...document.body.children].filter(
    (each) => each.querySelector('[aria-label="Claimcheck is locked"]') === null && !each.hasAttribute('inert'),
  )

describe('the lock screen', () => {
  test.each([
    ['by-hand', 'You locked it.'],
    ['idle', 'Nobody was at this computer for a while.'],
    ['screen-locked', 'The screen of this computer was locked, or went dark.'],
    ['suspended', 'This computer went to sleep.'],
  ] as const)('says why and since when: %s', async (cause, words) => {
    const { fake, lock } = lockable()
    openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    lock(cause)
    const screenOfLock = within(await cover())
    expect(await screenOfLock.findByText(new RegExp(`${words} Since \\d\\d:\\d\\d:\\d\\d today`))).toBeTruthy()
  })

  test('is not there at a start: then the notice asks', async () => {
    const { fake } = lockable({ 'vault.status': () => aLockedVault() })
    openWindow(fake)
    expect(await screen.findByRole('button', { name: 'Unlock…' })).toBeTruthy()
    expect(isCovered()).toBe(false)
  })

  test('leaves nothing else in reach, toasts that come later neither, and nothing of the work in the title', async () => {
    const { fake, lock } = lockable()
    openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    const title = document.title
    lock('idle')
    await cover()
    expect(reachable()).toEqual([])
    const toast = document.createElement('div')
    document.body.append(toast)
    await waitFor(() => expect(toast.hasAttribute('inert')).toBe(true))
    expect(document.title).toBe(title)
    toast.remove()
  })

  test('has the focus in its field, and gives it back where it was', async () => {
    const { fake, lock } = lockable()
    const { user } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    const typed = await address()
    await user.type(typed, '?draft=1')
    lock('screen-locked')
    await waitFor(async () => expect(document.activeElement).toBe(await passphraseField()))
    await user.keyboard(`${vaultPassphrase}{Enter}`)
    await uncovered()
    expect(document.activeElement === typed).toBe(true)
    expect(document.activeElement).toHaveProperty('value', '{{baseUrl}}/orders?draft=1')
    expect(document.body.querySelector('[inert], [data-covered]')).toBeNull()
  })

  test('says that a passphrase is wrong, and asks main once for each try', async () => {
    const { fake, lock } = lockable()
    const { user, asked } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    lock('idle')
    await user.type(await passphraseField(), 'wrong{Enter}')
    expect(await within(await cover()).findByText('That passphrase is not right')).toBeTruthy()
    expect(isCovered()).toBe(true)
    expect(asked('vault.unlock')).toEqual([{ by: 'passphrase', passphrase: 'wrong' }])
  })

  test('opens a vault under the keyring alone at a click, and says that nothing is asked', async () => {
    const keyring = someKeyring()
    let isOpen = true
    const fake = createFakeBridge({
      'vault.status': () =>
        isOpen
          ? aPassphraseVault({ keyring })
          : aLockedVault({ cause: 'by-hand', opensWith: ['touch-id', 'keyring'], keyring }),
      'vault.unlock': () => {
        isOpen = true
        return aPassphraseVault()
      },
    })
    const { user, asked } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    isOpen = false
    act(() => fake.emit('vault.changed', {}))
    const lockScreen = within(await cover())
    expect(await lockScreen.findByText('Put your finger on the sensor to go on.')).toBeTruthy()
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Unlock with Touch ID'))
    await user.click(lockScreen.getByRole('button', { name: 'Open with GNOME keyring' }))
    await uncovered()
    expect(asked('vault.unlock')).toEqual([{ by: 'keyring' }])
  })

  test('stays when the vault turns out damaged, or main does not answer', async () => {
    const { fake, lock, become, mute } = lockable()
    openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    lock('idle')
    await cover()
    become({ state: 'damaged', keptAt: '/home/sam/vault.damaged' })
    expect(await within(await cover()).findByText('/home/sam/vault.damaged')).toBeTruthy()
    become(aLockedVault({ cause: 'keyring' }))
    expect(await passphraseField()).toBeTruthy()
    mute()
    expect(await within(await cover()).findByRole('button', { name: 'Try again' })).toBeTruthy()
  })
})

describe('what is open while the vault locks', () => {
  test('is kept with what was typed, and hears nothing of the keys pressed over it', async () => {
    const { fake, lock } = lockable()
    const { user } = openWindow(fake)
    await screen.findByRole('button', { name: 'Vault: passphrase' })
    await user.keyboard('{Control>}k{/Control}')
    const palette = await screen.findByRole('combobox', { name: 'Command or request' })
    await user.type(palette, 'them')
    lock('suspended')
    const typed = await passphraseField()
    await user.click(typed)
    await user.keyboard('wrong')
    await user.keyboard('{Escape}')
    expect(typed).toHaveProperty('value', 'wrong')
    expect(palette).toHaveProperty('value', 'them')
    expect(palette.isConnected).toBe(true)
    await user.clear(typed)
    await user.keyboard(`${vaultPassphrase}{Enter}`)
    await uncovered()
    expect(document.activeElement).toBe(palette)
    expect(palette).toHaveProperty('value', 'them')
  })

  test('does not take the lock for a loss of the focus: a name that is half typed is not kept', async () => {
    const { fake, lock } = lockable()
    const { user, asked } = openWindow(fake)
    const row = await screen.findByRole('treeitem', { name: /Create order/ })
    await user.click(row)
    await user.keyboard('{F2}')
    const name = await screen.findByRole('textbox', { name: /New name for/ })
    await user.clear(name)
    await user.type(name, 'Create ord')
    lock('idle')
    await cover()
    expect(asked('collections.rename')).toEqual([])
    await user.type(await passphraseField(), `${vaultPassphrase}{Enter}`)
    await uncovered()
    expect(document.activeElement).toBe(name)
    expect(name).toHaveProperty('value', 'Create ord')
    expect(asked('collections.rename')).toEqual([])
  })

  test('loses what was known of tokens', async () => {
    let isLocked = false
    const { fake, lock } = lockable({
      'tokens.inspect': () => {
        if (isLocked) throw new FakeFailure({ code: 'vault.locked', details: {} })
        return theToken(new Date())
      },
    })
    const { user } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await screen.findByText('Issued by Playground (matches this profile)')
    isLocked = true
    lock('idle')
    await cover()
    await waitFor(() => expect(screen.queryByText('Issued by Playground (matches this profile)')).toBeNull())
  })
})
