// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { createFakeBridge } from '../../support/fake-bridge.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { openWindow } from '../../support/open-window.tsx'

giveElementsASize(400, 800)

const jwt = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"zoe"}')}.`.replaceAll('=', '')
const desk = () => screen.findByRole('region', { name: 'Tokens' })
const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^Paste or drop anything/ })
const commanded = async (user: ReturnType<typeof openWindow>['user'], typed: string) => {
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox', { name: 'Command or request' }), `${typed}{Enter}`)
}
const paste = (text: string) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  fireEvent.paste(document.body, { clipboardData })
}

describe('the token desk', () => {
  test('opens by its key, ready for a paste, and names the window', async () => {
    const { user } = openWindow(createFakeBridge())
    await screen.findByRole('button', { name: 'Tokens' })
    await user.keyboard('{Control>}j{/Control}')
    await desk()
    await waitFor(async () => expect(document.activeElement).toBe(await field()))
    expect(screen.getByRole('button', { name: 'Tokens' }).getAttribute('aria-current')).toBe('page')
    expect(document.title).toBe('Tokens – Claimcheck')
  })

  test('opens from the rail, and shows what it showed when it is opened again', async () => {
    const { user } = openWindow(createFakeBridge())
    await user.click(await screen.findByRole('button', { name: 'Tokens' }))
    await desk()
    paste(jwt)
    await waitFor(() => expect(document.querySelector('[data-shown-token]')?.textContent).toContain('what sub means'))
    await user.click(screen.getByRole('button', { name: 'Requests' }))
    expect(screen.queryByRole('region', { name: 'Tokens' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Tokens' }))
    await desk()
    await waitFor(() => expect(document.querySelector('[data-shown-token]')).not.toBeNull())
  })

  test('opens from the palette', async () => {
    const { user } = openWindow(createFakeBridge())
    await commanded(user, 'inspect a token')
    await waitFor(async () => expect(document.activeElement).toBe(await field()))
  })

  test('opens from the inspector, where any token can be brought', async () => {
    const { user } = openWindow(createFakeBridge())
    await user.click(await screen.findByRole('button', { name: 'Inspect another token…' }))
    await desk()
  })
})

describe('the inspector', () => {
  test('gives its room to the desk, where a profile that is chosen in the list is shown instead', async () => {
    const { user } = openWindow(createFakeBridge())
    await screen.findByRole('complementary', { name: 'Token inspector' })
    await user.click(screen.getByRole('button', { name: 'Tokens' }))
    const shown = within(await desk())
    expect(screen.queryByRole('complementary', { name: 'Token inspector' })).toBeNull()
    const left = within(screen.getByRole('complementary', { name: 'Requests and profiles' }))
    await user.click(await left.findByRole('button', { name: /^alice/ }))
    await waitFor(() => expect(document.querySelector('[data-shown-token]')?.textContent).toContain('alice'))
    expect(shown.getByRole('button', { name: 'Compare…' })).toBeTruthy()
  })

  test('comes back by its key, with the requests', async () => {
    const { user } = openWindow(createFakeBridge())
    await user.click(await screen.findByRole('button', { name: 'Tokens' }))
    await desk()
    await user.keyboard('{Control>}i{/Control}')
    await screen.findByRole('complementary', { name: 'Token inspector' })
    expect(screen.queryByRole('region', { name: 'Tokens' })).toBeNull()
  })
})

describe('two tokens', () => {
  test('are chosen at the desk when they are compared from the palette', async () => {
    const { user } = openWindow(createFakeBridge())
    await commanded(user, 'compare two tokens')
    await screen.findByText('Choose two tokens')
  })

  test('of two profiles are compared at once', async () => {
    const fake = createFakeBridge()
    const { user, asked } = openWindow(fake)
    await screen.findByRole('button', { name: /^alice/ })
    await commanded(user, 'compare tokens of two')
    await waitFor(() => expect(asked('inspection.compare')).toHaveLength(1))
    const ofProfile = (name: string) => ({ of: 'profile', profileId: fake.profileId(name), which: 'access' })
    expect(asked('inspection.compare')).toEqual([{ left: ofProfile('alice'), right: ofProfile('bob') }])
  })

  test('of the inspector’s one is the left', async () => {
    const { user } = openWindow(createFakeBridge())
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    const inspector = within(await screen.findByRole('complementary', { name: 'Token inspector' }))
    await user.click(await inspector.findByRole('button', { name: 'Compare…' }))
    const left = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Left' })
    await waitFor(() => expect(left.selectedOptions[0]?.textContent).toBe('alice · access token'))
  })
})

describe('a token that is edited for tests', () => {
  test('opens from the inspector, and is sent with the request in front', async () => {
    const { user, asked } = openWindow(createFakeBridge())
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    const inspector = within(await screen.findByRole('complementary', { name: 'Token inspector' }))
    await user.click(await inspector.findByRole('button', { name: 'Edit for tests…' }))
    await user.click(await screen.findByRole('button', { name: 'Make the token' }))
    const made = within(await screen.findByRole('region', { name: 'The token that was made' }))
    await user.click(made.getByRole('button', { name: 'Send the request in front with it' }))
    await waitFor(() => expect(asked('requests.send')).toHaveLength(1))
    expect(asked('requests.send')).toMatchObject([{ path: 'Orders/Create order.yml', looseToken: expect.any(String) }])
    await screen.findByRole('region', { name: 'Response' })
  })
})
