// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { Exchange } from '../../../../electron/contract/exchanges.ts'
import { anAnswer, anExchange, aStep } from '../../../support/exchange-builder.ts'
import { giveElementsASize } from '../../../support/give-elements-a-size.ts'
import { aLooseToken, aTokenInExchange } from '../../../support/loose-token-builder.ts'
import { refusing, type Answers } from '../../../support/staged-window.tsx'
import { aRefusal, sentAsAlice, showRequest } from './shown-request.tsx'

giveElementsASize(400, 800)
afterEach(cleanup)

const body = new TextEncoder().encode('{"access_token":"…","id_token":"…"}')
const answering = (tokens: ReturnType<typeof aTokenInExchange>[], some: Partial<Exchange> = {}): Answers => ({
  'requests.send': ({ exchangeId }) => anExchange({ id: exchangeId, sentAs: sentAsAlice, ...some }),
  'exchanges.readBody': () => ({ bytes: body, totalBytes: body.byteLength }),
  'inspection.inExchange': () => tokens,
})

async function sent(answers: Answers) {
  const shown = showRequest(answers)
  await shown.user.click(screen.getByRole('button', { name: 'Send' }))
  await shown.response().findByText('200 OK')
  const openPart = async (name: RegExp) => shown.user.click(shown.response().getByRole('tab', { name }))
  return { ...shown, openPart }
}

const access = aTokenInExchange({ token: aLooseToken({ place: 'access_token of the JSON', title: 'alice' }) })
const idToken = aTokenInExchange({ token: aLooseToken({ place: 'id_token of the JSON', title: 'alice' }) })
const credential = aTokenInExchange({
  part: 'sent-header',
  header: 'authorization',
  token: aLooseToken({ title: 'alice' }),
})

describe('tokens in the body of an answer', () => {
  test('are named above it, each to be looked at', async () => {
    const shown = await sent(answering([access, idToken]))
    const line = within(await screen.findByRole('group', { name: 'Tokens in this body' }))
    line.getByText('2 tokens in this body:')
    await shown.user.click(line.getByRole('button', { name: /id_token of the JSON: alice$/ }))
    expect(shown.outlets.onInspect).toHaveBeenCalledWith({ of: 'loose', id: idToken.token.id }, null)
  })

  test('are reached and pressed by keys alone', async () => {
    const shown = await sent(answering([access]))
    const button = await screen.findByRole('button', { name: /^Inspect the token in this body/ })
    button.focus()
    await shown.user.keyboard('{Enter}')
    expect(shown.outlets.onInspect).toHaveBeenCalledOnce()
  })

  test('beyond the first three wait behind one button', async () => {
    const many = Array.from({ length: 9 }, (_each, place) =>
      aTokenInExchange({ token: aLooseToken({ place: `token ${place}` }) }),
    )
    const shown = await sent(answering(many))
    const line = within(await screen.findByRole('group', { name: 'Tokens in this body' }))
    expect(line.getAllByRole('button', { name: /^Inspect/ })).toHaveLength(3)
    await shown.user.click(line.getByRole('button', { name: '6 more' }))
    expect(line.getAllByRole('button', { name: /^Inspect/ })).toHaveLength(9)
  })

  test('that has none say nothing', async () => {
    const shown = await sent(answering([]))
    await waitFor(() => expect(shown.asked('inspection.inExchange')).toHaveLength(1))
    expect(screen.queryByText(/Inspect/)).toBeNull()
  })
})

describe('the question for the tokens of an exchange', () => {
  test('comes after the body was read, and once, however the parts are looked at', async () => {
    const shown = await sent(answering([access]))
    await screen.findByRole('button', { name: /^Inspect the token in this body/ })
    await shown.openPart(/^Sent request/)
    await shown.openPart(/^Body/)
    await screen.findByRole('button', { name: /^Inspect the token in this body/ })
    expect(shown.asked('inspection.inExchange')).toHaveLength(1)
    const order = shown.main.calls.map(({ channel }) => channel)
    expect(order.indexOf('exchanges.readBody')).toBeLessThan(order.indexOf('inspection.inExchange'))
  })

  test('that is answered by a closed vault’s forgetting is told where tokens are looked for, and nowhere else', async () => {
    const gone = refusing({ code: 'inspection.gone', details: {} })
    const shown = await sent({ ...answering([]), 'inspection.inExchange': gone })
    await waitFor(() => expect(shown.asked('inspection.inExchange')).toHaveLength(1))
    expect(screen.queryByText(/no longer held/)).toBeNull()
    await shown.openPart(/^Headers/)
    await screen.findByText(/The tokens of this exchange are no longer held/)
    await shown.user.click(shown.response().getByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
  })
})

describe('tokens of the sent request', () => {
  test('stand at their header though its value is a reference, and lead to what was sent', async () => {
    const shown = await sent(answering([credential]))
    await shown.openPart(/^Sent request/)
    const row = await screen.findByRole('row', { name: /Authorization/ })
    await shown.user.click(
      within(row).getByRole('button', { name: 'Inspect the token in the header Authorization: alice' }),
    )
    expect(shown.outlets.onInspect).toHaveBeenCalledWith({ of: 'sent', exchangeId: expect.any(String) }, null)
  })

  test('stand at the address and at the body too, and those of an earlier answer below its step', async () => {
    const tokens = [
      aTokenInExchange({ part: 'sent-url', step: 1 }),
      aTokenInExchange({ part: 'sent-body', step: 1, token: aLooseToken({ place: 'assertion' }) }),
      aTokenInExchange({
        part: 'answer-header',
        header: 'location',
        step: 0,
        token: aLooseToken({ place: 'Location' }),
      }),
    ]
    const shown = await sent(answering(tokens, { steps: [aStep(), aStep({ why: 'redirect' })] }))
    await shown.openPart(/^Sent request/)
    const steps = await screen.findAllByRole('region', { name: /^Step/ })
    within(steps[0] ?? document.body).getByRole('button', { name: /in the answer to it, Location/ })
    within(steps[1] ?? document.body).getByRole('button', { name: /in the address/ })
    within(steps[1] ?? document.body).getByRole('button', { name: /in this body, assertion/ })
  })
})

describe('a challenge among the headers of the answer', () => {
  const headers: [string, string][] = [
    ['WWW-Authenticate', 'Bearer realm="orders", error="insufficient_scope", error_uri="https://docs.example.test/e"'],
    ['WWW-Authenticate', 'DPoP algs="ES256"'],
  ]
  const refused: Answers = {
    'requests.send': ({ exchangeId }) =>
      aRefusal(
        exchangeId,
        {
          challenges: [
            {
              scheme: 'Bearer',
              token68: null,
              params: [
                ['realm', 'orders'],
                ['error', 'insufficient_scope'],
                ['error_uri', 'https://docs.example.test/e'],
              ],
            },
            { scheme: 'DPoP', token68: null, params: [['algs', 'ES256']] },
          ],
        },
        { steps: [aStep({ result: anAnswer({ status: 403, statusText: 'Forbidden', headers, bodyBytes: 0 }) })] },
      ),
  }

  async function headersShown(answers: Answers = {}) {
    const shown = showRequest({ ...refused, ...answers })
    await shown.user.click(screen.getByRole('button', { name: 'Send' }))
    await shown.user.click(await shown.response().findByRole('tab', { name: /^Headers/ }))
    return shown
  }

  test('is explained below its own line, parameter by parameter with the section', async () => {
    const shown = await headersShown()
    await shown.user.click(screen.getByText('Bearer · insufficient_scope'))
    const bearer = within(screen.getByRole('region', { name: 'Challenge Bearer' }))
    bearer.getByText(/carries too few rights/)
    bearer.getByText('RFC 6750 §3.1')
    expect(screen.queryByRole('region', { name: 'Challenge DPoP' })).toBeNull()
    await shown.user.click(screen.getByText('DPoP'))
    within(screen.getByRole('region', { name: 'Challenge DPoP' })).getByText(/a proof may be signed/i)
  })

  test('opens its link only by way of main, and tells where main does not open it', async () => {
    const url = 'https://docs.example.test/e'
    const shown = await headersShown({ 'app.openLink': refusing({ code: 'link.refused', details: { url } }) })
    await shown.user.click(screen.getByText('Bearer · insufficient_scope'))
    expect(document.querySelector('[href]')).toBeNull()
    await shown.user.click(screen.getByRole('button', { name: 'Open this page in your browser' }))
    expect(shown.asked('app.openLink')).toEqual([{ url }])
    expect((await screen.findByRole('alert')).textContent).toContain('That link is not opened')
  })
})
