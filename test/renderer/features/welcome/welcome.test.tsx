// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBridgeClient } from '../../../../renderer/bridge/bridge-client.ts'
import { rememberWork } from '../../../../renderer/features/welcome/remember-work.ts'
import { Welcome } from '../../../../renderer/features/welcome/welcome.tsx'
import { emptyDraft } from '../../../../electron/contract/requests.ts'
import { exchangeId } from '../../../../electron/contract/ids.ts'
import { aTree, at } from '../../../support/collection-builder.ts'
import { createFakeBridge } from '../../../support/fake-bridge.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { refusing, stage, type Answers } from '../../../support/staged-window.tsx'
import { anOAuthWay } from '../../../support/token-builder.ts'

beforeEach(() => window.localStorage.clear())
afterEach(cleanup)

const alice = aProfileSummary({ name: 'alice', isPlayground: true })

function show(answers: Answers = {}) {
  const deeds = { onOpen: vi.fn(), onSignIn: vi.fn(), onFindLogin: vi.fn() }
  const staged = stage(<Welcome {...deeds} />, {
    'collections.tree': () => aTree(),
    'profiles.list': () => [alice],
    ...answers,
  })
  return { ...staged, ...deeds, user: userEvent.setup() }
}
const steps = async () => within(await screen.findByRole('list', { name: 'First steps' })).getAllByRole('listitem')

describe('the start page', () => {
  test('begins from the address of an API', async () => {
    const { user, onFindLogin } = show()
    const find = await screen.findByRole('button', { name: 'Find its login' })
    expect(find).toHaveProperty('disabled', true)
    await user.type(screen.getByRole('textbox', { name: 'Address of an API' }), ' https://api.example.test/a {Enter}')
    expect(onFindLogin).toHaveBeenCalledExactlyOnceWith('https://api.example.test/a')
  })

  test('asks nobody to sign in where there is nothing to sign in to', async () => {
    const key = { kind: 'static_token', carriage: { in: 'query', name: 'key' } } as const
    show({
      'profiles.list': () => [
        aProfileSummary({ name: 'a key', way: key, session: { state: 'incomplete', missing: 'token' } }),
        aProfileSummary({ name: 'robot', way: anOAuthWay({ grant: { type: 'client_credentials' } }) }),
      ],
    })
    const signedOut = await screen.findByRole('region', { name: 'Signed out' })
    expect(signedOut.textContent).toBe('Signed outrobot Get a token')
  })
})

describe('the start page of a first start', () => {
  test('leads through the main job, the next step marked', async () => {
    const { user, onSignIn, onOpen } = show()
    const [signIn, list] = await steps()
    expect(signIn?.getAttribute('aria-current')).toBe('step')
    expect(list?.textContent).toContain('later')
    await user.click(screen.getByRole('button', { name: 'Sign in as alice' }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
    await user.click(screen.getByRole('button', { name: 'Open Create order' }))
    expect(onOpen).toHaveBeenCalledWith('orders/create.yml')
  })

  test('sees that alice has signed in', async () => {
    const { main, answers } = show()
    await steps()
    answers['profiles.list'] = () => [{ ...alice, session: anActiveSession(new Date(), 300, 300) }]
    main.emit('profiles.changed', { profileIds: [alice.id] })
    expect(await screen.findByText('done')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Sign in as alice' })).toBeNull()
  })
})

describe('the start page later', () => {
  test('shows what was sent last and who is signed out', async () => {
    window.localStorage.setItem(
      'remembered-work',
      JSON.stringify({ hasListed: true, wasRefused: true, recentPaths: ['health.yml'] }),
    )
    const { user, onOpen, onSignIn } = show()
    await user.click(
      within(await screen.findByRole('region', { name: 'Sent last' })).getByRole('button', { name: /Health/ }),
    )
    expect(onOpen).toHaveBeenCalledWith('health.yml')
    await user.click(screen.getByRole('button', { name: 'alice Sign in' }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
  })

  test('says when there is nothing to open', async () => {
    show({ 'collections.tree': () => aTree({ items: [], isPlayground: false }) })
    expect(await screen.findByText(/holds no requests yet/)).toBeTruthy()
  })

  test('says why the workspace could not be read', async () => {
    show({ 'collections.tree': refusing({ code: 'storage.unreadable', details: { file: 'x' } }) })
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
  })
})

test('every exchange is heard of on its way to whoever sent it, and no other answer is', async () => {
  const client = rememberWork(createBridgeClient(createFakeBridge()), window.localStorage)
  await client.ask('profiles.list', {})
  expect(window.localStorage.getItem('remembered-work')).toBeNull()
  const id = exchangeId.parse('0c4f0cf0-7f0c-4a47-a26f-6f0f5c6c9d11')
  const exchange = await client.ask('requests.send', {
    exchangeId: id,
    draft: emptyDraft,
    profileId: null,
    looseToken: null,
    path: at('health.yml'),
  })
  expect(exchange.id).toBe(id)
  expect(JSON.parse(window.localStorage.getItem('remembered-work') ?? '')).toMatchObject({
    recentPaths: ['health.yml'],
  })
})
