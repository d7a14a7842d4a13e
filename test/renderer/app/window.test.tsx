// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { anAnswer, anExchange, aStep } from '../../support/exchange-builder.ts'
import { createFakeBridge, FakeFailure, type FakeBridge } from '../../support/fake-bridge.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { openWindow } from '../../support/open-window.tsx'

giveElementsASize(400, 800)

const address = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Address' })
// happy-dom lays nothing out, so a menu believes that its button is out of sight and hides itself.
const menuItem = (name: RegExp) => screen.findByRole('menuitem', { name, hidden: true })
const response = () => screen.getByRole('region', { name: 'Response' })

async function withRequest(fake: FakeBridge, name = 'Create order') {
  const opened = openWindow(fake)
  await opened.user.click(await screen.findByRole('treeitem', { name: new RegExp(name) }))
  await address()
  return opened
}

describe('a request of the tree', () => {
  test('opens in a tab, with its sender and the address that it resolves to', async () => {
    await withRequest(createFakeBridge())
    expect(await address()).toHaveProperty('value', '{{baseUrl}}/orders')
    await screen.findByRole('button', { name: /^Send as alice: Fresh/ })
    await screen.findByText('http://127.0.0.1:9400/api/orders')
    expect(screen.getByRole('tab', { name: 'POST Create order' }).getAttribute('aria-selected')).toBe('true')
  })

  test('warns of a variable without a value while it is typed', async () => {
    const { user } = await withRequest(createFakeBridge())
    await user.click(await address())
    await user.paste('/{{nope}}')
    await screen.findByText('No value for {{nope}}')
    screen.getByRole('tab', { name: /^POST Create order ?, changed$/ })
  })
})

describe('Send', () => {
  test('sends the draft as the profile it names, and shows what came back', async () => {
    const fake = createFakeBridge()
    const { user, asked } = await withRequest(fake)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await within(response()).findByText('200 OK')
    expect(asked('requests.send')).toMatchObject([
      { profileId: fake.profileId('alice'), path: 'Orders/Create order.yml', draft: { method: 'POST' } },
    ])
  })

  test('sends once as another without changing the request', async () => {
    const fake = createFakeBridge()
    const { user, asked } = await withRequest(fake)
    await user.click(screen.getByRole('button', { name: 'Send once as another profile' }))
    await user.click(await menuItem(/admin/))
    await within(response()).findByText('200 OK')
    expect(asked('requests.send')).toMatchObject([
      { profileId: fake.profileId('admin'), draft: { sendAs: { name: 'alice' } } },
    ])
    screen.getByRole('tab', { name: 'POST Create order' })
  })

  test('of a request that names a profile nobody has sends nothing and says so', async () => {
    const fake = createFakeBridge()
    const draft = fake.drafts.get('Orders/Create order.yml')
    if (draft !== undefined)
      fake.drafts.set('Orders/Create order.yml', { ...draft, sendAs: { as: 'profile', name: 'zoe' } })
    const { user, asked } = await withRequest(fake)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await within(response()).findByText('No profile is called “zoe”')
    expect(asked('requests.send')).toEqual([])
  })

  test('becomes Cancel while it waits, and Escape cancels too', async () => {
    const waiting = new AbortController()
    const cancelled = new Promise((resolve) => waiting.signal.addEventListener('abort', resolve))
    const fake = createFakeBridge({
      'requests.send': async ({ exchangeId }) => {
        await cancelled
        const result = { outcome: 'no-answer', reason: 'cancelled', message: '' } as const
        return anExchange({ id: exchangeId, steps: [aStep({ result })] })
      },
      'requests.cancel': () => {
        waiting.abort()
        return {}
      },
    })
    const { user, asked } = await withRequest(fake)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await screen.findByRole('button', { name: /^Cancel/ })
    await user.keyboard('{Escape}')
    expect(await within(response()).findAllByText('Cancelled')).not.toHaveLength(0)
    expect(asked('requests.cancel')).toHaveLength(1)
  })
})

describe('a profile that is signed out', () => {
  test('is signed in from the response area, and the request goes out', async () => {
    let signedIn = false
    const fake: FakeBridge = createFakeBridge({
      'signIn.start': () => {
        signedIn = true
        return { state: 'signed-out' }
      },
      'requests.send': ({ exchangeId }) => {
        if (!signedIn)
          throw new FakeFailure({ code: 'session.signed_out', details: { profileId: fake.profileId('alice') } })
        return anExchange({ id: exchangeId, steps: [aStep({ result: anAnswer({ bodyBytes: 0 }) })] })
      },
    })
    const { user, asked } = await withRequest(fake)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await user.click(await screen.findByRole('button', { name: 'Sign in and send' }))
    await within(response()).findByText('The body is empty')
    expect(asked('signIn.start')).toEqual([{ profileId: fake.profileId('alice'), extraScopes: [] }])
    expect(asked('requests.send')).toHaveLength(2)
  })
})

describe('a Send that failed because no token was to be had', () => {
  test('offers what was sent and answered, beside the profile', async () => {
    const failure = { code: 'sign_in.login_refused', details: { status: 401, said: 'unknown user' } } as const
    const fake = createFakeBridge({
      'requests.send': () => {
        throw new FakeFailure(failure)
      },
    })
    const { user, asked } = await withRequest(fake)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    const notice = within(await within(response()).findByRole('alert'))
    notice.getByRole('button', { name: 'Edit the profile' })
    await user.click(notice.getByRole('button', { name: 'What was sent and answered' }))
    await screen.findByRole('dialog', { name: /What was sent and answered: alice/ })
    expect(asked('signIn.trace')).toEqual([{ profileId: fake.profileId('alice') }])
  })
})

describe('a refusal', () => {
  const refusing = () => {
    const fake: FakeBridge = createFakeBridge({
      'requests.send': ({ exchangeId, profileId }) => {
        const alice = fake.profileId('alice')
        const admin = fake.profileId('admin')
        if (profileId === admin)
          return anExchange({ id: exchangeId, steps: [aStep({ result: anAnswer({ bodyBytes: 0 }) })] })
        return anExchange({
          id: exchangeId,
          sentAs: { profileId: alice, name: 'alice', tokenReference: 'eyJh…kQw' },
          steps: [aStep({ result: anAnswer({ status: 403, statusText: 'Forbidden', bodyBytes: 0 }) })],
          why: {
            cause: 'missing-scope',
            headline: 'The token is valid, but it lacks the scope orders:write.',
            evidence: ['The API answered Bearer error="insufficient_scope".'],
            reference: 'RFC 6750 §3.1',
            confidence: 'certain',
            challenges: [],
            remedies: [
              { do: 'ask-for-scopes', profileId: alice, scopes: ['orders:write'] },
              { do: 'refresh-and-resend', profileId: alice },
              { do: 'send-as', profileId: admin, profileName: 'admin' },
              { do: 'choose-profile' },
            ],
          },
        })
      },
    })
    return fake
  }

  test('is explained, and asking for the scope signs in with it and sends again', async () => {
    const fake = refusing()
    const { user, asked } = await withRequest(fake)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    const why = await screen.findByRole('note', { name: 'Why the API said no' })
    expect(why.textContent).toContain('lacks the scope orders:write')
    expect(why.textContent).toContain('RFC 6750 §3.1')
    await user.click(within(why).getByRole('button', { name: 'Ask for orders:write' }))
    await waitFor(() => expect(asked('requests.send')).toHaveLength(2))
    expect(asked('signIn.start')).toEqual([{ profileId: fake.profileId('alice'), extraScopes: ['orders:write'] }])
  })

  test('is sent as another, or again after a refresh, by its buttons', async () => {
    const fake = refusing()
    const { user, asked } = await withRequest(fake)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await user.click(await screen.findByRole('button', { name: 'Refresh and send again' }))
    await waitFor(() => expect(asked('requests.send')).toHaveLength(2))
    expect(asked('tokens.refresh')).toEqual([{ profileId: fake.profileId('alice') }])
    await user.click(await screen.findByRole('button', { name: 'Send as admin' }))
    await within(response()).findByText('200 OK')
    expect(asked('requests.send')[2]).toMatchObject({ profileId: fake.profileId('admin') })
  })

  test('opens the choice of profiles by its button', async () => {
    const { user } = await withRequest(refusing())
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a profile' }))
    await menuItem(/bob/)
  })
})
