import { describe, expect, test } from 'vitest'
import type { StarterProfile } from '../../../../electron/domain/profiles/profile-book.ts'
import { starterFrom, startersToSeed } from '../../../../electron/domain/profiles/starter.ts'
import { exampleProfiles, starterProfiles } from '../../../../electron/playground/starter.ts'
import { storedProfile } from '../../../../electron/contract/profiles.ts'
import { neededSecrets } from '../../../../electron/domain/profiles/which-secrets.ts'
import { settingsProblems } from '../../../../electron/domain/profiles/check-settings.ts'
import { aBook, aDraft } from '../../../support/book-builder.ts'
import { anOAuthWay } from '../../../support/token-builder.ts'
import { anExchangeOf } from '../../../support/way-builder.ts'

const alice = starterFrom({
  ...{ name: 'alice', label: '', group: '', certificate: null, way: anOAuthWay(), secrets: {} },
})
const robotWay = anOAuthWay({ clientAuthentication: 'client_secret_basic', grant: { type: 'client_credentials' } })
const robot = starterFrom({
  ...{ name: 'robot', label: 'm2m', group: '', certificate: null, way: robotWay },
  secrets: { clientSecret: 'robot-secret', password: 'that it has no use for' },
})
const agent = starterFrom({
  ...{ name: 'agent', label: '', group: 'Playground examples', certificate: null, secrets: {} },
  way: (idOf) => anExchangeOf(idOf('alice')),
})
const starters: readonly StarterProfile[] = [alice, robot]
const examples: readonly StarterProfile[] = [agent]

async function seeded(more: readonly StarterProfile[] = starters) {
  const made = aBook()
  await made.book.seed(more)
  const idOf = (name: string) => {
    const found = made.store.all().find((each) => each.name === name)
    if (found === undefined) throw new Error(`${name} was not seeded`)
    return found.id
  }
  return { ...made, idOf }
}
const names = (made: { store: { all: () => readonly { name: string }[] } }) => made.store.all().map(({ name }) => name)

describe('the starters', () => {
  test('are added once, however often, and belong to the playground', async () => {
    const { book } = await seeded()
    expect(await book.seed(starters)).toEqual([])
    expect((await book.list()).map(({ name, secrets, isPlayground }) => [name, secrets, isPlayground])).toEqual([
      ['alice', [], true],
      ['robot', ['clientSecret'], true],
    ])
  })

  test('are added once too where two begin at the same moment', async () => {
    const { book, store } = aBook()
    await Promise.all([book.seed(starters), book.seed(starters)])
    expect(names({ store })).toEqual(['alice', 'robot'])
  })

  test('come beside a profile of the same name that is a person’s own', async () => {
    const { book, store } = aBook()
    await book.save(aDraft({ name: 'alice' }))
    await book.seed(starters)
    expect(names({ store })).toEqual(['alice', 'alice', 'robot'])
  })

  test('come without their secret while the vault is closed, and get it when seeded again', async () => {
    const { book, store, vault, secrets } = aBook()
    vault.locked = true
    await book.seed(starters)
    vault.locked = false
    const id = store.all()[1]?.id
    if (id === undefined) throw new Error('the robot was not seeded')
    expect(await secrets.read(id, 'clientSecret')).toBeNull()
    await book.seed(starters)
    expect((await secrets.read(id, 'clientSecret'))?.reveal()).toBe('robot-secret')
  })

  test('bring no secret that their way has no use for', async () => {
    const { vault, idOf } = await seeded()
    expect([...vault.disk.keys()]).toEqual([`client-secret/${idOf('robot')}`])
  })

  test('leave a secret that a person entered alone', async () => {
    const { book, secrets, idOf } = await seeded()
    const id = idOf('robot')
    await book.save(
      aDraft({ id, name: 'robot', way: robotWay, secrets: { clientSecret: { change: 'replace', value: 'mine' } } }),
    )
    await book.seed(starters)
    expect((await secrets.read(id, 'clientSecret'))?.reveal()).toBe('mine')
  })
})

describe('the examples', () => {
  test('find the starter whose token they trade in', async () => {
    const made = await seeded()
    expect(await made.book.seed(examples)).toHaveLength(1)
    const [profile] = made.store.all().slice(-1)
    expect(profile).toMatchObject({
      group: 'Playground examples',
      way: { grant: { subject: { profileId: made.idOf('alice') } } },
    })
  })

  test('whose source a person removed name nobody', async () => {
    const made = await seeded()
    const aliceId = made.idOf('alice')
    await made.book.remove(aliceId)
    await made.book.seed(examples)
    expect(JSON.stringify(made.store.all())).not.toContain(aliceId)
  })

  test('are not there at a first start; one that was removed does not come back at the next', async () => {
    const made = await seeded(startersToSeed({ starters, examples }, { all: () => [] }, true))
    expect(names(made)).toEqual(['alice', 'robot'])
    await made.book.seed(examples)
    await made.book.remove(made.idOf('agent'))
    await made.book.remove(made.idOf('robot'))
    await made.book.seed(startersToSeed({ starters, examples }, made.store, false))
    expect(names(made)).toEqual(['alice'])
    // Only a person who asks for them gets them back.
    await made.book.seed(examples)
    expect(names(made)).toEqual(['alice', 'agent'])
  })
})

test('the playground’s own starters and examples are whole: checked, and with every secret that they need', async () => {
  const { book, store } = aBook()
  const all = [...starterProfiles, ...exampleProfiles].map(starterFrom)
  await book.seed(all)
  expect(store.all()).toHaveLength(all.length)
  for (const profile of store.all()) {
    expect(storedProfile.parse(profile)).toEqual(profile)
    expect(settingsProblems(profile, { variables: new Map(), findProfile: store.find })).toEqual([])
  }
  for (const { secrets, ...summary } of await book.list()) {
    // A refresh token is worth nothing before the playground has given it: a person pastes it.
    const needed = neededSecrets(summary).filter((name) => name !== 'refreshToken')
    expect([summary.name, secrets]).toEqual([summary.name, expect.arrayContaining(needed)])
  }
})
