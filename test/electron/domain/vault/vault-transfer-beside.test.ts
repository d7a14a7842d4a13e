import { describe, expect, test } from 'vitest'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import {
  aConfidential,
  aliceTwice,
  aMachine,
  elsewhere,
  exportOf,
  type Machine,
} from '../../../support/transfer-builder.ts'
import { anOAuthWay, aProfile, aProfileId } from '../../../support/token-builder.ts'

const take = (machine: Machine, profile: Profile, withSignIns = false) =>
  machine.transfer.importChosen([profile.id], withSignIns)

describe('a profile that is here already', () => {
  test('with the same settings and secrets is said to be the same, and nothing is written for it', async () => {
    const { here, there, alice } = await aliceTwice({}, 'ours')
    expect((await here.open(await exportOf(there))).profiles).toMatchObject([{ here: 'same' }])
    const before = here.kept()
    expect(await take(here, alice, true)).toEqual({ added: 0, replaced: 0, secrets: 0 })
    expect([here.kept(), here.store.all()]).toEqual([before, [alice]])
    expect(here.told.forgotten).toEqual([])
  })

  test('and the same takes a sign-in over when that is asked for, in place of its own', async () => {
    const { here, there, alice, key } = await aliceTwice({}, 'ours')
    const other = await there.signIn(alice.id, { issuer: 'https://other-environment.example.test' })
    await here.open(await exportOf(there))
    expect(await take(here, alice, true)).toEqual({ added: 0, replaced: 1, secrets: 1 })
    expect(here.told).toMatchObject({ cancelled: [alice.id], forgotten: [alice.id] })
    expect([await here.records.read('tokens', key), await here.records.read('tokens', other)]).toEqual([
      null,
      expect.anything(),
    ])
  })

  test.each<[string, Partial<Profile>, string]>([
    ['another secret', {}, 'theirs'],
    ['another name', { name: 'alicia' }, 'ours'],
    ['another server', { way: elsewhere }, 'ours'],
  ])('with %s differs, and is replaced where it stands', async (_what, other, secret) => {
    const { here, there, alice } = await aliceTwice(other, secret)
    expect((await here.open(await exportOf(there))).profiles).toMatchObject([{ profileId: alice.id, here: 'differs' }])
    expect(await take(here, alice)).toMatchObject({ added: 0, replaced: 1 })
    expect(here.store.all()).toEqual([{ ...alice, ...other }])
    expect((await here.secrets.read(alice.id, 'clientSecret'))?.reveal()).toBe(secret)
  })

  test('and is of another server now ends its sign-in, and loses the tokens of the one before', async () => {
    const { here, there, alice, key } = await aliceTwice({ way: elsewhere })
    await here.open(await exportOf(there))
    await take(here, alice)
    expect(here.told).toMatchObject({ cancelled: [alice.id], forgotten: [alice.id] })
    expect(await here.records.read('tokens', key)).toBeNull()
  })

  test('and only has another name keeps its sign-in and is not asked for its secret', async () => {
    const { here, there, alice, key } = await aliceTwice({ name: 'alicia' }, 'ours')
    await here.open(await exportOf(there))
    const { log } = here.situation
    log.length = 0
    await take(here, alice)
    expect(log).toEqual([])
    expect(await here.records.read('tokens', key)).not.toBeNull()
    expect(here.told.cancelled).toEqual([])
  })

  test('and has a secret that the file lacks, lacks it afterwards', async () => {
    const alice = aConfidential()
    const [here, there] = [aMachine(alice), aMachine(alice)]
    await here.give(alice.id, { clientSecret: 'ours' })
    await here.open(await exportOf(there))
    await take(here, alice)
    expect(await here.secrets.read(alice.id, 'clientSecret')).toBeNull()
  })

  test('and has a secret that can’t be opened differs', async () => {
    const { here, there, alice } = await aliceTwice({}, 'ours')
    here.situation.unreadable.add(`client-secret/${alice.id}`)
    expect((await here.open(await exportOf(there))).profiles).toMatchObject([{ here: 'differs' }])
  })

  test('at the playground is the one of its name, and is not there twice', async () => {
    const playground = { name: 'robot', isPlayground: true }
    const [ours, theirs] = [aProfile(playground), aProfile(playground)]
    const [here, there] = [aMachine(ours), aMachine({ ...theirs, label: 'm2m' })]
    expect((await here.open(await exportOf(there))).profiles).toMatchObject([{ profileId: ours.id, here: 'differs' }])
    await take(here, ours)
    expect(here.store.all()).toEqual([{ ...ours, label: 'm2m' }])
  })
})

describe('a name that is taken', () => {
  test('gets a number, whoever has it: a profile of here, or one that comes along', async () => {
    const names = ['alice', 'bob', 'bob 2'].map((name) => aProfile({ name }))
    const [here, there] = [aMachine(...names), aMachine(...['alice', 'bob', 'carol'].map((name) => aProfile({ name })))]
    await here.open(await exportOf(there))
    await here.transfer.importChosen(
      there.store.all().map(({ id }) => id),
      false,
    )
    expect(here.store.all().map(({ name }) => name)).toEqual(['alice', 'bob', 'bob 2', 'alice 2', 'bob 3', 'carol'])
  })

  test('by a profile that is renamed in the same go is free', async () => {
    const [one, other] = [aProfile({ name: 'one' }), aProfile({ name: 'other' })]
    const here = aMachine(one, other)
    const there = aMachine({ ...one, name: 'other' }, { ...other, name: 'one' })
    await here.open(await exportOf(there))
    await here.transfer.importChosen([one.id, other.id], false)
    expect(here.store.all().map(({ name }) => name)).toEqual(['other', 'one'])
  })
})

describe('a profile that trades in another’s token', () => {
  const trading = (id: Profile['id']): Profile =>
    aProfile({
      name: 'trader',
      way: anOAuthWay({
        grant: {
          type: 'token_exchange',
          subject: { profileId: id, which: 'access' },
          actor: null,
          requestedType: null,
          audience: null,
        },
      }),
    })
  const sourceOf = ({ way }: Profile) =>
    way.kind === 'oauth' && way.grant.type === 'token_exchange' ? way.grant.subject.profileId : null

  test('means the one that comes along, or that is here just as the file has it', async () => {
    const source = aProfile({ name: 'source' })
    const trader = trading(source.id)
    for (const chosen of [[trader.id, source.id], [trader.id]]) {
      const here = aMachine(...(chosen.length === 1 ? [source] : []))
      await here.open(await exportOf(aMachine(source, trader)))
      await here.transfer.importChosen(chosen, false)
      expect(sourceOf(here.store.find(trader.id) ?? trader)).toBe(source.id)
    }
  })

  test('never means a profile of here that the file has otherwise, or not at all', async () => {
    const mine = aProfile({ name: 'mine' })
    const trader = trading(mine.id)
    for (const inFile of [[trader], [trader, { ...mine, label: 'guessed' }]]) {
      const here = aMachine(mine)
      await here.open(await exportOf(aMachine(...inFile)))
      await here.transfer.importChosen([trader.id], false)
      const source = sourceOf(here.store.find(trader.id) ?? trader)
      expect([mine.id, null]).not.toContain(source)
    }
  })

  test('goes on to mean whom it meant here before', async () => {
    const mine = aProfile({ name: 'mine' })
    const trader = trading(mine.id)
    const here = aMachine(mine, trader)
    await here.open(await exportOf(aMachine({ ...trader, label: 'changed' })))
    await here.transfer.importChosen([trader.id], false)
    expect(here.store.find(trader.id)).toEqual({ ...trader, label: 'changed' })
  })

  test('and is in no list stays with the id of nobody', async () => {
    const trader = trading(aProfileId())
    const here = aMachine()
    await here.open(await exportOf(aMachine(trader)))
    await here.transfer.importChosen([trader.id], false)
    expect(here.store.all()).toEqual([trader])
  })
})
