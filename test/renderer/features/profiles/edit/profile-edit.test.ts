import { describe, expect, test } from 'vitest'
import { discovered, profileDraft } from '../../../../../electron/contract/profiles.ts'
import { draftOf } from '../../../../../renderer/features/profiles/edit/draft-of.ts'
import { findConflicts } from '../../../../../renderer/features/profiles/edit/find-conflicts.ts'
import { findProblems } from '../../../../../renderer/features/profiles/edit/find-problems.ts'
import { copyOf, editOf, emptyEdit } from '../../../../../renderer/features/profiles/edit/profile-edit.ts'
import { reduceProfile } from '../../../../../renderer/features/profiles/edit/reduce-profile.ts'
import { aProfileSummary } from '../../../../support/profile-builder.ts'
import { anOAuthWay } from '../../../../support/token-builder.ts'
import { everyWay } from './every-way.ts'

const robot = aProfileSummary({
  name: 'ci-robot',
  way: anOAuthWay({
    grant: { type: 'client_credentials' },
    clientAuthentication: 'client_secret_basic',
    scopes: ['orders:read'],
  }),
  secrets: ['clientSecret'],
})
const published = (some: object = {}) =>
  discovered.parse({
    issuer: 'https://login.example.com/',
    authorizationEndpoint: null,
    tokenEndpoint: null,
    jwksUri: null,
    offers: [],
    grants: [],
    scopes: [],
    clientAuthentications: [],
    pkceS256: null,
    dpopAlgorithms: [],
    notes: [],
    ...some,
  })

describe('the draft of an edited profile', () => {
  test.each(everyWay)(
    'of %s fits the contract, and changes nothing when nothing was changed',
    (_name, way, secrets) => {
      const keepFresh = ['oauth', 'custom_login', 'signed_jwt'].includes(way.kind)
      const profile = aProfileSummary({ way, secrets, keepFresh, group: 'staff', colour: 'teal' })
      const { session: _session, isPlayground: _is, ...settings } = profile
      expect(profileDraft.parse(draftOf(editOf(profile)))).toEqual({ ...settings, secrets: {} })
    },
  )

  test('keeps the secret when "replace" was chosen and nothing typed', () => {
    const change = { change: 'replace', value: '' } as const
    const edit = reduceProfile(editOf(robot), { type: 'secret-changed', name: 'clientSecret', change })
    expect(draftOf(edit)?.secrets).toEqual({})
  })

  test('clears what the vault holds and the way no longer uses', () => {
    const edit = reduceProfile(editOf(robot), {
      type: 'part-changed',
      part: 'oauth',
      change: { clientAuthentication: 'none' },
    })
    expect(draftOf(edit)?.secrets).toEqual({ clientSecret: { change: 'clear' } })
  })

  test('says nothing of other kinds', () => {
    const typed = {
      ...emptyEdit,
      username: 'alice',
      secrets: { password: { change: 'replace', value: 'pw' } },
    } as const
    const draft = draftOf(reduceProfile(typed, { type: 'choice-made', choice: 'none' }))
    expect(draft).toMatchObject({ way: { kind: 'none' }, secrets: {}, keepFresh: false, certificate: null })
  })

  test('is none while no profile is chosen whose token is traded', () => {
    expect(draftOf({ ...emptyEdit, choice: 'token_exchange' })).toBeNull()
  })
})

test('a copy is a new profile and has no secret of the first', () => {
  const copy = copyOf(robot, 'ci-robot copy')
  expect(copy).toMatchObject({ id: null, name: 'ci-robot copy', held: [] })
  expect(findProblems(copy, [])['secrets.clientSecret']).toBe('Enter the client secret')
})

describe('another choice', () => {
  const person = { ...emptyEdit, oauth: { ...emptyEdit.oauth, scopes: ['openid', 'orders:read'] } }
  const service = reduceProfile(person, { type: 'choice-made', choice: 'client_credentials' })

  test('makes a service authenticate, and drops the scope that needs a person', () => {
    expect(service.oauth).toMatchObject({ clientAuthentication: 'client_secret_basic', scopes: ['orders:read'] })
  })
  test('gives back what it changed when the first is chosen again', () => {
    expect(reduceProfile(service, { type: 'choice-made', choice: 'authorization_code' }).oauth).toEqual(person.oauth)
  })
  test.each(everyWay)('keeps what was typed for %s', (_name, way) => {
    const edit = editOf(aProfileSummary({ way }))
    const away = reduceProfile(edit, { type: 'choice-made', choice: edit.choice === 'none' ? 'basic' : 'none' })
    const back = reduceProfile(away, { type: 'choice-made', choice: edit.choice })
    expect(draftOf(back)).toEqual(draftOf(edit))
  })
})

describe('what the server publishes', () => {
  const oauth = { ...emptyEdit.oauth, issuer: 'https://login.example.com' }
  const asked = { ...emptyEdit, oauth }
  test('corrects the issuer, and the client authentication where it leaves one choice', () => {
    const found = published({ clientAuthentications: ['client_secret_post'] })
    const service = reduceProfile(asked, { type: 'choice-made', choice: 'client_credentials' })
    const edit = reduceProfile(service, { type: 'settings-found', asked: oauth.issuer, discovered: found })
    expect(edit.oauth).toMatchObject({
      issuer: 'https://login.example.com/',
      clientAuthentication: 'client_secret_post',
    })
  })
  test('is dropped when it came for an issuer that is no longer there', () => {
    const other = { ...asked, oauth: { ...oauth, issuer: 'https://other.example.com' } }
    expect(reduceProfile(other, { type: 'settings-found', asked: oauth.issuer, discovered: published() })).toBe(other)
  })
  test('keeps an issuer that holds a variable', () => {
    const variable = { ...asked, oauth: { ...oauth, issuer: 'https://{{host}}' } }
    const found = { type: 'settings-found', asked: 'https://{{host}}', discovered: published() } as const
    expect(reduceProfile(variable, found).oauth.issuer).toBe('https://{{host}}')
  })
  test('is forgotten when another issuer is typed', () => {
    const found = reduceProfile(asked, { type: 'settings-found', asked: oauth.issuer, discovered: published() })
    const change = { issuer: 'https://x.example' }
    expect(reduceProfile(found, { type: 'part-changed', part: 'oauth', change }).discovered).toBeNull()
  })
  test('is compared with what is set', () => {
    const found = published({
      grants: ['client_credentials'],
      scopes: ['openid'],
      pkceS256: false,
      clientAuthentications: ['client_secret_post'],
    })
    const edit = {
      ...asked,
      discovered: found,
      oauth: { ...oauth, scopes: ['openid', 'orders:write'], dpop: true },
      browser: { ...asked.browser, pushedRequest: 'always' as const },
    }
    expect(findConflicts(edit)).toEqual([
      'The server does not list the grant authorization_code.',
      'The server lists PKCE methods, but not S256; Claimcheck sends S256 all the same.',
      'The server does not list the client authentication none.',
      'The server does not list the scope orders:write; it may allow it still.',
      'The server does not announce DPoP.',
      'The server names no endpoint for pushed requests.',
    ])
  })
})
