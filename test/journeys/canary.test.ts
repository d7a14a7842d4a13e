import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ofEveryWay } from '../support/canary-every-way.ts'
import { canaryStory, planted } from '../support/canary-story.ts'
import { aDataFolder, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { filesBelow } from '../support/folder-content.ts'
import { asText, findSecrets } from '../support/secret-search.ts'
import { tapServers } from '../support/server-wiretap.ts'

const tap = tapServers()
let folder = ''
let journeys: Journey[] = []
beforeAll(async () => {
  folder = await aDataFolder()
  journeys = await canaryStory(folder)
})
afterAll(async () => {
  tap.stop()
  await endJourneys()
})

const secrets = () => new Map([...planted, ...ofEveryWay, ...tap.secrets()])
const replies = () =>
  journeys.flatMap((each) =>
    each.replies.map(({ channel, reply }) => [`a reply of ${channel}`, asText(reply)] as const),
  )
const events = () =>
  journeys.flatMap((each) => each.events.map(({ event, payload }) => [`the event ${event}`, asText(payload)] as const))

describe('every secret of a day with all its failures', () => {
  test('came by where it had to: what is searched for below is what the servers saw', () => {
    const kinds = new Set(tap.secrets().values())
    expect([...kinds].toSorted()).toEqual([
      'access_token',
      'assertion',
      'client_assertion',
      'client_secret',
      'code',
      'code_verifier',
      'device_code',
      'id_token',
      'nonce',
      'password',
      'refresh_token',
      'state',
      'subject_token',
      'the claims of an access_token',
      'the claims of an assertion',
      'the claims of an client_assertion',
      'the claims of an id_token',
      'the signature of an access_token',
      'the signature of an assertion',
      'the signature of an client_assertion',
      'the signature of an id_token',
    ])
    // What no tapped server sees, or only as what was made with it, was heard where it was used.
    expect([...ofEveryWay.values()]).toEqual(
      expect.arrayContaining([
        'an exported private key',
        'the answer to a Digest challenge',
        'the credentials of Basic',
        'the signature of a DPoP proof',
        'the signature of a DPoP proof at an API',
        'the signature of a JWT that a profile signed',
        'the key of a certificate, in PEM',
      ]),
    )
    expect([...ofEveryWay.keys()].every((value) => value.length >= 12)).toBe(true)
    expect(secrets().size).toBeGreaterThan(40)
    expect(replies().length).toBeGreaterThan(60)
    expect(new Set(events().map(([name]) => name)).size).toBe(5)
  })

  test('is in no reply and no event, but for the nonce that the inspector shows as a claim', () => {
    // The one place that may: the inspector shows the claims of an ID token, its nonce among them, when all is over.
    expect(findSecrets(secrets(), [...replies(), ...events()])).toEqual(['nonce in a reply of tokens.inspect'])
  })

  test('is in no file: not in the log, not in a collection, not in plain text beside or in the vault', () => {
    const files = filesBelow(folder)
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'vault.json',
        'profiles.json',
        'exported.json',
        'logs/claimcheck.log',
        'playground/Typed.yml',
      ]),
    )
    expect(findSecrets(secrets(), files)).toEqual([])
  })

  test('leaves by two ways only: the address that the browser is opened on, and what a person copies', () => {
    const [first] = journeys
    const outward = [
      ...(first?.browser.addresses ?? []).map((address) => ['the browser', address] as const),
      ...(first?.copied ?? []).map((text) => ['the clipboard', text] as const),
    ]
    expect(findSecrets(secrets(), outward)).toEqual([
      'access_token in the clipboard',
      'id_token in the clipboard',
      'nonce in the browser',
      'nonce in the clipboard',
      'state in the browser',
      'the claims of an access_token in the clipboard',
      'the claims of an id_token in the clipboard',
      'the signature of an access_token in the clipboard',
      'the signature of an id_token in the clipboard',
    ])
  })

  test('would be found in whatever spelling, as text, in base64 at any offset, in hex, percent-encoded', () => {
    for (const [value, what] of secrets()) {
      const bytes = Buffer.from(`${value}:x`)
      const spelled = [value, `xy${value}`, encodeURIComponent(value), Buffer.from(value).toString('hex')]
      const encoded = [bytes, Buffer.from(`alice:${value}`)].flatMap((each) => [
        each.toString('base64'),
        each.toString('base64url'),
      ])
      for (const text of [...spelled, ...encoded]) {
        const found = findSecrets(new Map([[value, what]]), [['a reply', asText({ member: `a ${text} b` })]])
        expect(found, `${what} as ${text}`).toEqual([`${what} in a reply`])
      }
    }
  })

  test('finds one that is planted in the data folder, among all the rest', () => {
    const file = path.join(folder, 'workspaces', 'planted.txt')
    writeFileSync(file, `x${Buffer.from([...planted.keys()][0] ?? '').toString('base64')}x`)
    expect(findSecrets(secrets(), filesBelow(folder))).toEqual(['the passphrase in workspaces/planted.txt'])
  })
})
