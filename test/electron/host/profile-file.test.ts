import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { profileId } from '../../../electron/contract/ids.ts'
import { createProfileFile } from '../../../electron/host/profile-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'
import { anOAuthWay, aProfile, inBrowser } from '../../support/token-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const alice = aProfile({
  id: profileId.parse('6f1c2c1e-52d8-4c38-9a55-0d1b7a8b6f10'),
  way: anOAuthWay({ issuer: 'http://127.0.0.1:{{port}}' }),
})
const bob = aProfile({ id: profileId.parse('0d9f5b5e-1c3a-4f5e-8d5e-2f6a1b3c4d5e'), name: 'bob' })
const carol = aProfile({ name: 'carol' })
const inFolder = (name: string) => path.join(folder, name)
const fixture = readFileSync(path.join(import.meta.dirname, '../../fixtures/profiles/version-1.json'), 'utf8')
const open = () => createProfileFile(folder, openConf)

describe('profiles', () => {
  test('are none at first', () => {
    expect(open().all()).toEqual([])
    expect(open().find(alice.id)).toBeNull()
  })

  test('are there after a restart, in the order they came', async () => {
    const file = open()
    await file.put(alice)
    await file.put(bob)
    await file.put({ ...alice, label: 'staff' })
    expect(open().all()).toEqual([{ ...alice, label: 'staff' }, bob])
    expect(open().find(bob.id)).toEqual(bob)
  })

  test('that were removed are gone, and removing nothing writes nothing', async () => {
    const file = open()
    await file.put(alice)
    const before = readFileSync(path.join(folder, 'profiles.json'), 'utf8')
    await file.remove(bob.id)
    expect(readFileSync(path.join(folder, 'profiles.json'), 'utf8')).toBe(before)
    await file.remove(alice.id)
    expect(open().all()).toEqual([])
  })

  test('are arranged in one write: those that are not named stay behind them', async () => {
    const file = open()
    let writes = 0
    const counted = createProfileFile(folder, (options) => {
      const store = openConf(options)
      return {
        get store() {
          return store.store
        },
        set store(content) {
          writes += 1
          store.store = content
        },
      }
    })
    await file.putAll([alice, bob, carol])
    await counted.arrange([
      { profileId: carol.id, group: 'staff' },
      { profileId: bob.id, group: '' },
    ])
    expect(open().all()).toEqual([{ ...carol, group: 'staff' }, bob, alice])
    expect(writes).toBe(1)
  })

  test('that are changed at the same moment are all kept, in few writes, and settled when they are on the disk', async () => {
    const file = open()
    await file.putAll([alice, bob])
    void file.put({ ...alice, label: 'staff' })
    void file.arrange([{ profileId: bob.id, group: 'staff' }])
    void file.put(carol)
    await file.settled()
    expect(open().all()).toEqual([{ ...bob, group: 'staff' }, { ...alice, label: 'staff' }, carol])
  })

  test('are the same whether they are read at once or in time', async () => {
    await open().putAll([alice, bob])
    const file = open()
    await file.load()
    expect(file.all()).toEqual([alice, bob])
    expect(open().all()).toEqual(file.all())
  })

  test('that could not be saved are not shown as if they were', async () => {
    const file = createProfileFile(folder, () => {
      throw new Error('no store')
    })
    await expect(file.put(alice)).rejects.toThrowError('storage.write_failed')
    expect(file.all()).toEqual([])
  })
})

describe('entries that make no sense', () => {
  const fromTomorrow = { ...bob, way: { kind: 'telepathy', strength: 9 } }
  beforeEach(() => {
    const content = { profiles: [fromTomorrow, alice, { ...bob, id: alice.id }] }
    writeFileSync(path.join(folder, 'profiles.json'), JSON.stringify({ schemaVersion: 2, content }))
  })

  test('are left out, and reported', () => {
    const file = open()
    expect(file.all()).toEqual([alice])
    expect(file.trouble()).toMatchObject({ what: 'invalid-content' })
  })

  test('stay in the file, word for word, when others are saved', async () => {
    await open().put({ ...alice, label: 'staff' })
    const saved = JSON.parse(readFileSync(path.join(folder, 'profiles.json'), 'utf8'))
    expect(saved.content.profiles).toEqual([{ ...alice, label: 'staff' }, fromTomorrow, { ...bob, id: alice.id }])
  })
})

test('a list that is no list is kept aside before the first profile is saved', async () => {
  writeFileSync(path.join(folder, 'profiles.json'), '{"schemaVersion":1,"content":{"profiles":"none"}}')
  const file = open()
  expect(file.all()).toEqual([])
  await file.put(alice)
  expect(readFileSync(file.trouble()?.keptAs ?? '', 'utf8')).toContain('"none"')
  expect(open().all()).toEqual([alice])
})

describe('a file of version 1', () => {
  beforeEach(() => writeFileSync(inFolder('profiles.json'), fixture))

  test('is read: each profile says its way', () => {
    const [atPlayground, robot, atWork, ...more] = open().all()
    expect(more).toEqual([])
    expect(atPlayground).toEqual({
      ...{ id: alice.id, name: 'alice', label: 'customer', group: '', colour: null, certificate: null },
      ...{ keepFresh: true, isPlayground: true },
      way: anOAuthWay({
        issuer: '{{playgroundIssuer}}',
        clientId: 'claimcheck-desktop',
        scopes: ['openid', 'profile', 'offline_access', 'orders:read'],
        grant: { type: 'authorization_code', ...inBrowser, loginHint: 'alice' },
      }),
    })
    expect(robot).toMatchObject({
      name: 'robot',
      way: { clientAuthentication: 'client_secret_basic', grant: { type: 'client_credentials' } },
    })
    expect(atWork).toMatchObject({
      isPlayground: false,
      way: { resources: ['urn:orders'], grant: { loginHint: null } },
    })
  })

  test('is not changed by reading it', () => {
    open().all()
    expect(readdirSync(folder)).toEqual(['profiles.json'])
    expect(readFileSync(inFolder('profiles.json'), 'utf8')).toBe(fixture)
  })

  test('is kept, for ever, beside the file of this version', async () => {
    await open().put(carol)
    await open().put({ ...carol, label: 'staff' })
    await open().put({ ...carol, label: 'customer' })
    const kept = readdirSync(folder).filter((name) => name.startsWith('profiles.json.version-1-'))
    expect(kept.map((name) => readFileSync(inFolder(name), 'utf8'))).toEqual([fixture])
    expect(JSON.parse(readFileSync(inFolder('profiles.json'), 'utf8'))).toMatchObject({ schemaVersion: 2 })
    expect(
      open()
        .all()
        .map(({ name }) => name),
    ).toEqual(['alice', 'robot', 'carol at work', 'carol'])
  })

  test('leaves entries that make no sense in the file, word for word', async () => {
    const file = open()
    expect(file.trouble()).toMatchObject({ what: 'invalid-content' })
    await file.put(carol)
    const { profiles: before } = JSON.parse(fixture).content
    const { profiles: after } = JSON.parse(readFileSync(inFolder('profiles.json'), 'utf8')).content
    expect(after.slice(4)).toEqual(before.slice(3))
    expect(readFileSync(file.trouble()?.keptAs ?? '', 'utf8')).toBe(fixture)
  })

  test('stays what it is when the save fails', async () => {
    const file = createProfileFile(folder, () => {
      throw new Error('no store')
    })
    await expect(file.put(carol)).rejects.toThrowError('storage.write_failed')
    expect(readFileSync(inFolder('profiles.json'), 'utf8')).toBe(fixture)
  })
})

test('a file of a newer version is used as far as it is understood, and kept before it is replaced', async () => {
  const newer = JSON.stringify({
    schemaVersion: 3,
    content: { profiles: [alice, { ...bob, way: { kind: 'quantum' } }] },
  })
  writeFileSync(inFolder('profiles.json'), newer)
  const file = open()
  expect(file.all()).toEqual([alice])
  const { what, keptAs } = file.trouble() ?? {}
  expect(what).toBe('newer')
  await file.put(carol)
  expect(readFileSync(keptAs ?? '', 'utf8')).toBe(newer)
})
