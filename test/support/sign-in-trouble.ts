import { createServer } from 'node:http'
import { expect } from 'vitest'
import { answerOf, composeForJourney, type Journey } from './compose-for-journey.ts'
import { fingerprints } from './folder-content.ts'

export const orders = { url: '{{baseUrl}}/orders' }

/** alice is signed in, and carol's server is the one that goes wrong. */
export async function signedInAsAlice(carolsIssuer: string): Promise<Journey> {
  const claimcheck = await composeForJourney()
  expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
  await claimcheck.saveProfile({ name: 'carol', issuer: carolsIssuer })
  return claimcheck
}

/** What was there before is there after: alice's tokens to the byte, and they work. */
export async function expectNothingLost(claimcheck: Journey, run: () => Promise<void>): Promise<void> {
  const before = fingerprints(claimcheck.folder, /^vault\.json$|^profiles\.json$/)
  await run()
  expect(fingerprints(claimcheck.folder, /^vault\.json$|^profiles\.json$/)).toEqual(before)
  expect(answerOf(await claimcheck.send(orders, 'alice')).status).toBe(200)
  expect(await claimcheck.session('carol')).toEqual({ state: 'signed-out' })
}

/** Where nobody listens. */
export async function nobodysAddress(): Promise<string> {
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const address = closed.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  const { port } = address
  await new Promise((resolve) => closed.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** Whether nobody waits there any more. */
export const isGone = (callback: URL): Promise<boolean> =>
  fetch(callback).then(
    () => false,
    () => true,
  )
