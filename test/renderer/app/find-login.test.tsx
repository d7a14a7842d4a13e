// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { LoginFound } from '../../../electron/contract/find-login.ts'
import { aStep, anAnswer, anExchange } from '../../support/exchange-builder.ts'
import { createFakeBridge } from '../../support/fake-bridge.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { openWindow } from '../../support/open-window.tsx'

giveElementsASize(400, 800)

const issuer = 'https://id.example.test'
const found: LoginFound = {
  steps: [],
  result: {
    outcome: 'found',
    resource: null,
    suggestedName: 'Orders API',
    scopes: ['orders:read'],
    servers: [
      {
        issuer,
        registers: true,
        discovered: {
          issuer,
          authorizationEndpoint: null,
          tokenEndpoint: null,
          jwksUri: null,
          offers: ['registration'],
          grants: [],
          scopes: [],
          clientAuthentications: [],
          pkceS256: true,
          dpopAlgorithms: [],
          notes: [],
        },
      },
    ],
    notes: [],
  },
}
const answered = anExchange({ steps: [aStep({ result: anAnswer() })] })

describe('an API’s address, pasted into an empty window', () => {
  test('becomes a profile, a sign-in and an answer: two clicks beside the pages of the provider', async () => {
    const fake = createFakeBridge({ 'findLogin.start': () => found })
    const { user, asked } = openWindow(fake)
    await user.click(await screen.findByRole('textbox', { name: 'Address of an API' }))
    await user.paste('https://api.example.test/orders')
    await user.keyboard('{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Register and sign in' }))
    await within(await screen.findByRole('region', { name: 'Response' })).findByText('200 OK')
    const id = fake.profileId('Orders API')
    expect(asked('signIn.start')).toEqual([{ profileId: id, extraScopes: [] }])
    expect(asked('requests.send')).toMatchObject([
      {
        profileId: id,
        draft: { url: 'https://api.example.test/orders', sendAs: { as: 'profile', name: 'Orders API' } },
      },
    ])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('is looked for from the command palette, with the address of the request in front', async () => {
    const fake = createFakeBridge()
    const { user, asked } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await screen.findByRole('textbox', { name: 'Address' })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { name: 'Command or request' }), 'find a login{Enter}')
    const field = await screen.findByRole('textbox', { name: 'Address of the API' })
    expect(field).toHaveProperty('value', 'http://127.0.0.1:9400/api/orders')
    expect(asked('findLogin.start')).toEqual([])
  })
})

describe('a refusal that points at its login', () => {
  test('leads to the search, and sends the same request with what was found', async () => {
    const why = {
      cause: 'no-token' as const,
      headline: 'The API wants a token',
      evidence: ['It names its metadata.'],
      reference: null,
      confidence: 'certain' as const,
      challenges: [],
      remedies: [{ do: 'find-login' as const }],
    }
    let sent = 0
    const fake = createFakeBridge({
      'findLogin.start': () => found,
      'requests.send': ({ exchangeId }) => {
        sent += 1
        return { ...answered, id: exchangeId, why: sent === 1 ? why : null }
      },
    })
    const { user, asked } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await screen.findByRole('textbox', { name: 'Address' })
    await user.keyboard('{Control>}{Enter}{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Find its login' }))
    await user.click(await screen.findByRole('button', { name: 'Register and sign in' }))
    await waitFor(() => expect(asked('requests.send')).toHaveLength(2))
    expect(asked('findLogin.start')).toEqual([{ url: 'http://127.0.0.1:9400/api/orders' }])
    expect(asked('requests.send')[1]).toMatchObject({
      profileId: fake.profileId('Orders API'),
      path: 'Orders/Create order.yml',
    })
    expect(screen.getAllByRole('tab', { name: /Create order/ })).toHaveLength(1)
  })
})
