import { describe, expect, test } from 'vitest'
import { discovered, profileDraft } from '../../../../electron/contract/profiles.ts'
import {
  copyOf,
  draftOf,
  editOf,
  emptyEdit,
  reduceProfile,
} from '../../../../renderer/features/profiles/profile-edit.ts'
import { findConflicts, findProblems, issuerProblem } from '../../../../renderer/features/profiles/profile-problems.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'

const robot = aProfileSummary({
  name: 'ci-robot',
  grant: 'client_credentials',
  clientAuthentication: 'client_secret_basic',
  hasClientSecret: true,
  scopes: ['orders:read'],
})
const published = (some: object = {}) =>
  discovered.parse({
    issuer: 'https://login.example.com/',
    authorizationEndpoint: null,
    tokenEndpoint: null,
    jwksUri: null,
    grants: [],
    scopes: [],
    clientAuthentications: [],
    pkceS256: null,
    notes: [],
    ...some,
  })

describe('the draft of an edited profile', () => {
  test('fits the contract, and changes nothing when nothing was changed', () => {
    const { session: _session, hasClientSecret: _has, isPlayground: _is, ...settings } = robot
    expect(profileDraft.parse(draftOf(editOf(robot)))).toEqual({ ...settings, clientSecret: { change: 'keep' } })
  })

  test('keeps the secret when "replace" was chosen and nothing typed', () => {
    const edit = reduceProfile(editOf(robot), {
      type: 'changed',
      change: { clientSecret: { change: 'replace', value: '' } },
    })
    expect(draftOf(edit).clientSecret).toEqual({ change: 'keep' })
  })

  test('clears the secret of a client that no longer authenticates', () => {
    const edit = reduceProfile(editOf(robot), { type: 'changed', change: { clientAuthentication: 'none' } })
    expect(draftOf(edit).clientSecret).toEqual({ change: 'clear' })
  })

  test('says nothing of a login hint where no person signs in', () => {
    expect(draftOf({ ...editOf(robot), loginHint: 'alice' }).loginHint).toBeNull()
  })

  test('leaves out an empty resource', () => {
    expect(draftOf({ ...emptyEdit, resource: '  ' }).resource).toBeNull()
  })
})

test('a copy is a new profile and has no secret of the first', () => {
  const copy = copyOf(robot, 'ci-robot copy')
  expect(copy).toMatchObject({ id: null, name: 'ci-robot copy', hasClientSecret: false })
  expect(findProblems(copy, []).clientSecret).toBe('Enter the client secret')
})

describe('another grant', () => {
  test('makes a service authenticate, and drops the scope that needs a person', () => {
    const edit = reduceProfile(
      { ...emptyEdit, scopes: ['openid', 'orders:read'] },
      { type: 'grant-chosen', grant: 'client_credentials' },
    )
    expect(edit).toMatchObject({ clientAuthentication: 'client_secret_basic', scopes: ['orders:read'] })
  })
  test('keeps what was typed when it is chosen back', () => {
    const there = reduceProfile(
      { ...emptyEdit, loginHint: 'alice' },
      { type: 'grant-chosen', grant: 'client_credentials' },
    )
    expect(reduceProfile(there, { type: 'grant-chosen', grant: 'authorization_code' }).loginHint).toBe('alice')
  })
})

describe('what the server publishes', () => {
  const asked = { ...emptyEdit, issuer: 'https://login.example.com' }
  test('corrects the issuer, and the client authentication where it leaves one choice', () => {
    const found = published({ clientAuthentications: ['client_secret_post'] })
    const service = {
      ...asked,
      grant: 'client_credentials' as const,
      clientAuthentication: 'client_secret_basic' as const,
    }
    const edit = reduceProfile(service, { type: 'settings-found', asked: asked.issuer, discovered: found })
    expect(edit).toMatchObject({ issuer: 'https://login.example.com/', clientAuthentication: 'client_secret_post' })
  })
  test('is dropped when it came for an issuer that is no longer there', () => {
    const other = { ...asked, issuer: 'https://other.example.com' }
    expect(reduceProfile(other, { type: 'settings-found', asked: asked.issuer, discovered: published() })).toBe(other)
  })
  test('keeps an issuer that holds a variable', () => {
    const variable = { ...asked, issuer: 'https://{{host}}' }
    const edit = reduceProfile(variable, { type: 'settings-found', asked: variable.issuer, discovered: published() })
    expect(edit.issuer).toBe('https://{{host}}')
  })
  test('is forgotten when another issuer is typed', () => {
    const found = reduceProfile(asked, { type: 'settings-found', asked: asked.issuer, discovered: published() })
    expect(reduceProfile(found, { type: 'changed', change: { issuer: 'https://x.example' } }).discovered).toBeNull()
  })
  test('is compared with what is set', () => {
    const found = published({
      grants: ['client_credentials'],
      scopes: ['openid'],
      pkceS256: false,
      clientAuthentications: ['client_secret_post'],
    })
    const edit = { ...asked, scopes: ['openid', 'orders:write'], discovered: found }
    expect(findConflicts(edit)).toEqual([
      'The server does not list the grant authorization_code.',
      'The server lists PKCE methods, but not S256; Claimcheck sends S256 all the same.',
      'The server does not list the client authentication none.',
      'The server does not list the scope orders:write; it may allow it still.',
    ])
  })
})

describe('an issuer', () => {
  test.each([
    ['https://login.example.com/tenant', null],
    ['http://127.0.0.1:9400', null],
    ['http://[::1]:9400', null],
    ['{{issuer}}/x', null],
    ['', 'Enter the address of the authorisation server'],
    ['http://login.example.com', 'Use https: over http anyone on the way can read tokens'],
    ['http://127.0.0.1.evil.example', 'Use https: over http anyone on the way can read tokens'],
    ['login.example.com', 'Begin with https:// – https://login.example.com'],
    ['ftp://login.example.com', 'Use https, or http on this machine only'],
    ['https://login.example.com/?a=b', 'An issuer has no “?…” or “#…” part (RFC 8414 §2)'],
    ['https://sam:secret@login.example.com', 'Leave the user name and password out of the address'],
    ['nonsense', 'This is not an address'],
  ])('%s is judged: %s', (text, problem) => {
    expect(issuerProblem(text)).toBe(problem)
  })
})

test('two profiles cannot share a name, since requests find them by it', () => {
  expect(findProblems({ ...emptyEdit, name: ' alice ' }, ['alice']).name).toMatch(/Another profile has this name/)
})
