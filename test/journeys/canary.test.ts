import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ofEveryWay } from '../support/canary-every-way.ts'
import { ofInspector, saidByTokens } from '../support/canary-inspector.ts'
import { hearStreams, placesOf, tableOf, type Places } from '../support/canary-places.ts'
import { canaryStory, planted, type CanaryStory } from '../support/canary-story.ts'
import { passphrases } from '../support/canary-vault-life.ts'
import { aDataFolder, endJourneys } from '../support/compose-for-journey.ts'
import { filesBelow } from '../support/folder-content.ts'
import { asText, findSecrets } from '../support/secret-search.ts'
import { tapServers } from '../support/server-wiretap.ts'

const tap = tapServers()
const streams = hearStreams()
let folder = ''
let story: CanaryStory
let places: Places
const previousMask = process.umask(0)
beforeAll(async () => {
  folder = await aDataFolder()
  story = await canaryStory(folder)
  streams.stop()
  places = placesOf(story)
}, 120_000)
afterAll(async () => {
  process.umask(previousMask)
  streams.stop()
  tap.stop()
  await endJourneys()
})

const wholeAndParts = (what: string): string[] => [what, `the claims of ${what}`, `the signature of ${what}`]
const secrets = () => new Map([...planted, ...passphrases, ...ofEveryWay, ...ofInspector, ...tap.secrets()])
/** Every kind of secret that was taken to the token desk. */
const lookedAt = [
  ...['a pasted opaque token', 'a pasted secret of an HMAC', 'a secret that forges', 'a wrong secret of an HMAC'],
  ...[
    'a pasted token',
    'a typed token',
    'a synthetic token',
    'a token in an answer',
    'an inner token',
    'an outer token',
  ].flatMap(wholeAndParts),
  ...['a refresh token of eve', 'an access token of eve', 'an ID token of eve'].flatMap(wholeAndParts),
].toSorted()
const namesOf = (some: readonly (readonly [string, unknown])[]) => some.map(([name]) => name)

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
      'the claims of an refresh_token',
      'the signature of an access_token',
      'the signature of an assertion',
      'the signature of an client_assertion',
      'the signature of an id_token',
      'the signature of an refresh_token',
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
    expect([...planted.values()]).toEqual(
      expect.arrayContaining(['a session in a cookie', 'a session in a header', 'another cookie', 'a typed cookie']),
    )
    expect([...new Set(ofInspector.values())].toSorted()).toEqual(lookedAt)
    expect(passphrases.size).toBe(5)
    expect([...secrets().keys()].every((value) => value.length >= 12)).toBe(true)
    expect(secrets().size).toBeGreaterThan(80)
  })

  test('had more than forty places to get to, and what was searched there is told', () => {
    process.stdout.write(`\n${tableOf(secrets(), { ...places, streams: streams.said() })}\n`)
    expect(Object.values(places).flat().length).toBeGreaterThan(70)
    expect(namesOf(places.replies).length).toBeGreaterThanOrEqual(40)
    expect(namesOf(places.events).length).toBeGreaterThanOrEqual(5)
    expect(namesOf(places.files)).toEqual(
      expect.arrayContaining([
        'vault.json',
        'vault-seen.json',
        'profiles.json',
        'settings.json',
        'token-events.json',
        'logs/claimcheck.log',
        'playground/Typed.yml',
        'the names of files',
      ]),
    )
    expect(namesOf(places.exports)).toEqual(['exported.json', 'vault-export.json'])
  })

  test('is in no reply and no event, but for the nonce that the inspector shows as a claim', () => {
    // The one place that may: the inspector shows the claims of an ID token, its nonce among them, when all is over.
    const found = findSecrets(secrets(), [...places.replies, ...places.events])
    // Claims that were made to stand unencoded (b64, RFC 7797) are content as they stand: what they say, no token.
    const isContent = (each: string) => /^the claims of .* in a reply of inspection\.forge$/.test(each)
    expect(found.filter((each) => !isContent(each))).toEqual(['nonce in a reply of tokens.inspect'])
    expect(found.some(isContent)).toBe(true)
  })

  test('what tokens said is for a person to read in the window, and is in no file, export, log or stream, also of the past', () => {
    expect(saidByTokens.size).toBeGreaterThan(12)
    expect(
      findSecrets(saidByTokens, [...places.files, ...places.exports, ...streams.said(), ...places.events]),
    ).toEqual([])
    // The search itself finds them where they may be.
    for (const channel of [
      'tokens.inspect',
      'inspection.take',
      'inspection.compare',
      'inspection.draft',
      'inspection.forge',
    ]) {
      const replies = places.replies.filter(([name]) => name === `a reply of ${channel}`)
      expect(findSecrets(saidByTokens, replies), channel).not.toEqual([])
    }
    const past = findSecrets(saidByTokens, places.replies)
    expect(past).toContain('what an access token of eve said in a reply of tokens.inspect')
  })

  test('is in no file at any stage: log, requests, drafts, locks, timeline, nor in plain text in or beside the vault', () => {
    expect(findSecrets(secrets(), places.files)).toEqual([])
  })

  test('is in no export in plain text, of profiles or of the whole vault', () => {
    expect(findSecrets(secrets(), places.exports)).toEqual([])
  })

  test('is said on no stream of the process', () => {
    expect(findSecrets(secrets(), streams.said())).toEqual([])
  })

  test('leaves by two ways only: the address that the browser is opened on, and what a person copies', () => {
    expect(findSecrets(secrets(), places.outward)).toEqual([
      'access_token in the clipboard',
      // The hint by which a server knows who signs out (OpenID Connect RP-Initiated Logout 1.0 §2).
      'id_token in the browser',
      'id_token in the clipboard',
      'nonce in the browser',
      'nonce in the clipboard',
      'state in the browser',
      'the claims of an access_token in the clipboard',
      'the claims of an id_token in the browser',
      'the claims of an id_token in the clipboard',
      'the signature of an access_token in the clipboard',
      'the signature of an id_token in the browser',
      'the signature of an id_token in the clipboard',
    ])
  })

  test('is gone from the disk when everything is forgotten, sealed or not', () => {
    const last = story.disks.at(-1)
    expect(last?.when).toBe('everything forgotten')
    const sealed = new Map(
      story.disks
        .slice(0, -1)
        .flatMap(({ when, files }) =>
          [...files].flatMap(([name, bytes]) =>
            name.startsWith('vault')
              ? sealedIn(bytes).map((text) => [text, `what was sealed in ${name} (${when})`] as const)
              : [],
          ),
        ),
    )
    expect(sealed.size).toBeGreaterThan(50)
    expect(findSecrets(sealed, last?.files ?? [])).toEqual([])
    expect([...(last?.files.keys() ?? [])].filter((name) => name.includes('vault'))).toEqual([])
    expect(last?.files.has('profiles.json')).toBe(true)
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
    writeFileSync(file, `x${Buffer.from([...passphrases.keys()][0] ?? '').toString('base64')}x`)
    expect(findSecrets(secrets(), filesBelow(folder))).toEqual(['the passphrase in workspaces/planted.txt'])
  })
})

/** Every long base64 text of a vault file: nonces, keys and records as they are sealed. The ids of records are none. */
const sealedIn = (bytes: Buffer): string[] =>
  (bytes.toString('utf8').match(/[\w+/-]{24,}={0,2}/g) ?? []).filter(
    (text) => !/[\da-f]{8}(?:-[\da-f]{4}){3}-/.test(text),
  )

describe('what is written, though nothing keeps others out by itself', () => {
  test('only its owner can read: each file is closed for others, or a folder of ours around it is', () => {
    const open = story.disks.flatMap(({ modes }) => {
      const isClosed = (name: string) => ((modes.get(name) ?? 0o777) & 0o077) === 0
      return [...modes.keys()].filter((name) => !isClosed(name) && !foldersAround(name).some(isClosed))
    })
    expect([...new Set(open)]).toEqual([])
    const [first] = story.disks
    expect(first?.modes.get('vault.json')).toBe(0o600)
    expect(first?.modes.get('playground')).toBe(0o700)
  })
})

const foldersAround = (name: string): string[] =>
  name
    .split(path.sep)
    .slice(0, -1)
    .map((_part, index, parts) => parts.slice(0, index + 1).join(path.sep))
