import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { profileId } from '../../../electron/contract/ids.ts'
import type { Profile } from '../../../electron/domain/profiles/profile.ts'
import { createProfileFile } from '../../../electron/host/profile-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const alice: Profile = {
  id: profileId.parse('6f1c2c1e-52d8-4c38-9a55-0d1b7a8b6f10'),
  name: 'alice',
  label: 'customer',
  grant: 'authorization_code',
  issuer: 'http://127.0.0.1:{{port}}',
  clientId: 'claimcheck',
  clientAuthentication: 'none',
  scopes: ['openid', 'orders:read'],
  resource: null,
  loginHint: 'alice',
  keepFresh: true,
  isPlayground: true,
}
const bob: Profile = { ...alice, id: profileId.parse('0d9f5b5e-1c3a-4f5e-8d5e-2f6a1b3c4d5e'), name: 'bob' }
const open = () => createProfileFile(folder, openConf)

describe('profiles', () => {
  test('are none at first', () => {
    expect(open().all()).toEqual([])
    expect(open().find(alice.id)).toBeNull()
  })

  test('are there after a restart, in the order they came', () => {
    const file = open()
    file.put(alice)
    file.put(bob)
    file.put({ ...alice, label: 'staff' })
    expect(open().all()).toEqual([{ ...alice, label: 'staff' }, bob])
    expect(open().find(bob.id)).toEqual(bob)
  })

  test('that were removed are gone, and removing nothing writes nothing', () => {
    const file = open()
    file.put(alice)
    const before = readFileSync(path.join(folder, 'profiles.json'), 'utf8')
    file.remove(bob.id)
    expect(readFileSync(path.join(folder, 'profiles.json'), 'utf8')).toBe(before)
    file.remove(alice.id)
    expect(open().all()).toEqual([])
  })

  test('that could not be saved are not shown as if they were', () => {
    const file = createProfileFile(folder, () => {
      throw new Error('no store')
    })
    expect(() => file.put(alice)).toThrowError('storage.write_failed')
    expect(file.all()).toEqual([])
  })
})

describe('entries that make no sense', () => {
  const fromTomorrow = { ...bob, grant: 'telepathy', strength: 9 }
  beforeEach(() => {
    const content = { profiles: [fromTomorrow, alice] }
    writeFileSync(path.join(folder, 'profiles.json'), JSON.stringify({ schemaVersion: 1, content }))
  })

  test('are left out, and reported', () => {
    const file = open()
    expect(file.all()).toEqual([alice])
    expect(file.trouble()).toMatchObject({ what: 'invalid-content' })
  })

  test('stay in the file, word for word, when others are saved', () => {
    open().put({ ...alice, label: 'staff' })
    const saved = JSON.parse(readFileSync(path.join(folder, 'profiles.json'), 'utf8'))
    expect(saved.content.profiles).toEqual([{ ...alice, label: 'staff' }, fromTomorrow])
  })
})

test('a list that is no list is kept aside before the first profile is saved', () => {
  writeFileSync(path.join(folder, 'profiles.json'), '{"schemaVersion":1,"content":{"profiles":"none"}}')
  const file = open()
  expect(file.all()).toEqual([])
  file.put(alice)
  expect(readFileSync(file.trouble()?.keptAs ?? '', 'utf8')).toContain('"none"')
  expect(open().all()).toEqual([alice])
})
