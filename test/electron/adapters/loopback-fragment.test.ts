import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, test } from 'vitest'
import { callbackState, get } from '../../support/hostile-callbacks.ts'
import { aListener, closeListeners, exchangeBytes, isAnswered, statusOf } from '../../support/loopback-caller.ts'

afterEach(closeListeners)

const handedOver = `access_token=abc&token_type=Bearer&state=${callbackState}`
const aFragmentListener = () => aListener({ answerIn: 'fragment' })

/** The page's own script in a page of its own, with the hands that a browser would give it. */
async function runPage(page: string, address: URL, port: number): Promise<{ shown: string; addressAfter: string }> {
  const script = /<script>([^<]*)<\/script>/.exec(page)?.[1] ?? ''
  const parts = [...page.matchAll(/<main id="(\w+)"( hidden)?>/g)].map(([, id, hidden]) => ({
    id,
    hidden: hidden !== undefined,
  }))
  let addressAfter = address.href
  const calls: Promise<unknown>[] = []
  runInNewContext(script, {
    location: { hash: address.hash, pathname: address.pathname },
    history: {
      replaceState: (_state: null, _title: string, path: string) => void (addressAfter = `${address.origin}${path}`),
    },
    document: { querySelectorAll: () => parts },
    fetch(target: string) {
      const call = exchangeBytes(port, get(target, address.host, 'GET', 'Sec-Fetch-Site: same-origin\r\n')).then(
        (answer) => ({
          ok: statusOf(answer) === '200',
          text: async () => answer.split('\r\n\r\n')[1] ?? '',
        }),
      )
      calls.push(call)
      return call
    },
  })
  await Promise.allSettled(calls)
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  return {
    shown: parts
      .filter(({ hidden }) => !hidden)
      .map(({ id }) => id)
      .join(),
    addressAfter,
  }
}

async function openPage(fragment: string) {
  const place = await aFragmentListener()
  const page = await exchangeBytes(place.port, get(place.path, place.host))
  const address = new URL(`${place.listener.redirectUri}#${fragment}`)
  return { ...place, page, ...(await runPage(page, address, place.port)) }
}

describe('an answer in the fragment', () => {
  test('is handed over by the page, and taken out of the address', async () => {
    const { listener, shown, addressAfter } = await openPage(handedOver)
    expect(shown).toBe('answered')
    expect(addressAfter).toBe(listener.redirectUri)
    expect((await listener.answer).reveal()).toBe(`${listener.redirectUri}#${handedOver}`)
  })

  test('that is a refusal is shown as one', async () => {
    const { listener, shown } = await openPage(`error=access_denied&state=${callbackState}`)
    expect(shown).toBe('refused')
    expect((await listener.answer).reveal()).toContain('#error=access_denied')
  })

  test('of another sign-in is not taken, and stays in the address for the person', async () => {
    const { listener, shown, addressAfter } = await openPage('access_token=abc&state=another')
    expect(shown).toBe('failed')
    expect(addressAfter).toContain('access_token=abc')
    expect(await isAnswered(listener)).toBe(false)
  })

  test('that is none says so without a call', async () => {
    const { shown, listener } = await openPage('')
    expect(shown).toBe('failed')
    expect(await isAnswered(listener)).toBe(false)
  })

  test('of 20 kB is taken: two tokens are that long', async () => {
    const { listener, shown } = await openPage(`${handedOver}&id_token=${'a'.repeat(20_000)}`)
    expect(shown).toBe('answered')
    expect((await listener.answer).reveal().length).toBeGreaterThan(20_000)
  })

  test('is taken once: the same call again finds nobody', async () => {
    const { port, path, host } = await openPage(handedOver)
    expect(await exchangeBytes(port, get(`${path}/fragment?${handedOver}`, host))).toBe('')
  })
})

describe('the page that hands a fragment over', () => {
  test('runs its one script by its hash, and may call one address only', async () => {
    const { page, host, path } = await openPage('')
    const script = /<script>([^<]*)<\/script>/.exec(page)?.[1] ?? ''
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(script))).toString('base64')
    const policy = /content-security-policy: ([^\r]*)/.exec(page)?.[1] ?? ''
    expect(policy).toContain("default-src 'none';")
    expect(policy).toContain(`script-src 'sha256-${digest}';`)
    expect(policy).toContain(`connect-src http://${host}${path}/fragment;`)
    expect(policy).not.toMatch(/unsafe|'self'|\*/)
    expect(page).toMatch(/cache-control: no-store/)
    expect(page).toMatch(/referrer-policy: no-referrer/)
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toContain(callbackState)
  })

  test('is not there for a code, which a browser sends by itself', async () => {
    const { port, path, host } = await aListener()
    expect(statusOf(await exchangeBytes(port, get(path, host)))).toBe('400')
    expect(statusOf(await exchangeBytes(port, get(`${path}/fragment?code=a&state=${callbackState}`, host)))).toBe('404')
  })

  test.each(['cross-site', 'same-site', 'none'])(
    'hands over for itself only: a call that is %s is turned away',
    async (site) => {
      const { listener, port, path, host } = await aFragmentListener()
      const call = get(`${path}/fragment?${handedOver}`, host, 'GET', `Sec-Fetch-Site: ${site}\r\n`)
      expect(statusOf(await exchangeBytes(port, call))).toBe('400')
      expect(await isAnswered(listener)).toBe(false)
    },
  )

  test('takes no tokens that come in the query, but hears a refusal there', async () => {
    const { listener, port, path, host } = await aFragmentListener()
    expect(statusOf(await exchangeBytes(port, get(`${path}?${handedOver}`, host)))).toBe('400')
    expect(await isAnswered(listener)).toBe(false)
    const refusal = `error=access_denied&state=${callbackState}`
    expect(await exchangeBytes(port, get(`${path}?${refusal}`, host))).toContain('Not signed in')
    expect((await listener.answer).reveal()).toBe(`${listener.redirectUri}#${refusal}`)
  })
})
