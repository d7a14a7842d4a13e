import { describe, expect, test } from 'vitest'
import { profileId } from '../../../electron/contract/ids.ts'
import { secretName } from '../../../electron/contract/profiles.ts'
import { way, type Way } from '../../../electron/contract/ways.ts'
import { clients } from '../../../electron/playground/authorization-server/clients.ts'
import type { StarterProfile } from '../../../electron/playground/starter-profile.ts'
import { exampleProfiles, starterProfiles } from '../../../electron/playground/starter.ts'

const someId = profileId.parse('4b1d3f0a-3d63-4f0f-9d52-2f9c55e1a001')

const wayOf = ({ way: given }: StarterProfile): Way =>
  typeof given === 'function'
    ? given((name) => {
        if (starterProfiles.some((each) => each.name === name)) return someId
        throw new Error(`the starter has no ${name}`)
      })
    : given

describe('the starter profiles', () => {
  test('are alice, bob, admin and the robot, in no group', () => {
    expect(starterProfiles.map(({ name, label, group }) => [name, label, group])).toEqual([
      ['alice', 'customer', ''],
      ['bob', 'customer', ''],
      ['admin', 'staff', ''],
      ['robot', 'm2m', ''],
    ])
  })
})

describe('the example profiles', () => {
  const all = [...starterProfiles, ...exampleProfiles]

  test.each(all.map((each) => [each.name, each] as const))('%s is as a person could have made it', (_name, profile) => {
    expect(() => way.parse(wayOf(profile))).not.toThrow()
    expect(Object.keys(profile.secrets).filter((name) => !secretName.safeParse(name).success)).toEqual([])
    expect(profile.certificate !== null).toBe('certificateKey' in profile.secrets)
  })

  test('have names of their own, and stand in one group', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(new Set(exampleProfiles.map(({ group }) => group))).toEqual(new Set(['Playground examples']))
  })

  test('show every kind, every grant and every client authentication that there is', () => {
    const ways = all.map(wayOf)
    const oauth = ways.filter((each) => each.kind === 'oauth')
    expect(new Set(ways.map(({ kind }) => kind))).toEqual(new Set(way.options.map(({ shape }) => shape.kind.value)))
    expect([...new Set(oauth.map(({ grant }) => grant.type))].toSorted()).toEqual([
      ...['authorization_code', 'client_credentials', 'device_code', 'implicit', 'jwt_bearer', 'password'],
      ...['refresh_token', 'token_exchange'],
    ])
    expect([...new Set(oauth.map((each) => each.clientAuthentication))].toSorted()).toEqual([
      ...['client_secret_basic', 'client_secret_jwt', 'client_secret_post', 'none', 'private_key_jwt'],
      'tls_client_auth',
    ])
    expect(oauth.some(({ dpop }) => dpop)).toBe(true)
  })

  test('are clients that the authorisation server knows, authenticated as it expects', () => {
    const known = new Map(clients.map((each) => [each.client_id, each.token_endpoint_auth_method]))
    const oauth = all.map(wayOf).filter((each) => each.kind === 'oauth')
    for (const each of oauth) expect(known.get(each.clientId)).toBe(each.clientAuthentication)
  })
})
