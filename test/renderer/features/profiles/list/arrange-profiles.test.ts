import { describe, expect, test } from 'vitest'
import { putProfile, stepProfile } from '../../../../../renderer/features/profiles/list/arrange-profiles.ts'
import { groupProfiles, matchesSearch } from '../../../../../renderer/features/profiles/list/group-profiles.ts'
import { aProfileSummary } from '../../../../support/profile-builder.ts'
import { anOAuthWay } from '../../../../support/token-builder.ts'

const a = aProfileSummary({ name: 'a' })
const b = aProfileSummary({ name: 'b', group: 'staff' })
const c = aProfileSummary({ name: 'c' })
const d = aProfileSummary({ name: 'd', group: 'staff' })
const list = [a, b, c, d]
const shown = (profiles: ReturnType<typeof putProfile>) =>
  profiles?.map(({ name, group }) => `${name}${group === '' ? '' : `@${group}`}`).join(' ') ?? null

test('profiles of a group stand together, those without one first', () => {
  expect(groupProfiles(list).map(({ name, profiles }) => [name, profiles.map((each) => each.name).join('')])).toEqual([
    ['', 'ac'],
    ['staff', 'bd'],
  ])
})

describe('a profile that is put', () => {
  test.each([
    ['before another one takes its group', a, { side: 'before', of: d.id }, 'c b@staff a@staff d@staff'],
    ['after another one', c, { side: 'after', of: d.id }, 'a b@staff d@staff c@staff'],
    ['into a group comes last there', a, { side: 'into', group: 'staff' }, 'c b@staff d@staff a@staff'],
    ['out of its group', b, { side: 'into', group: '' }, 'a c b d@staff'],
    ['where it is changes nothing', a, { side: 'before', of: c.id }, null],
    ['on itself changes nothing', a, { side: 'after', of: a.id }, null],
  ] as const)('%s', (_what, profile, place, expected) => {
    expect(shown(putProfile(list, profile.id, place))).toBe(expected)
  })
})

describe('a profile that is stepped', () => {
  test.each([
    ['down in its group', a, 1, 'c a b@staff d@staff'],
    ['down past the end of its group, into the next', c, 1, 'a c@staff b@staff d@staff'],
    ['up past the start of its group, into the one before', b, -1, 'a c b d@staff'],
    ['up at the top: nothing', a, -1, null],
    ['down at the end: nothing', d, 1, null],
  ] as const)('%s', (_what, profile, by, expected) => {
    expect(shown(stepProfile(list, profile.id, by))).toBe(expected)
  })
})

test.each([
  ['ali cust', true],
  ['STAFF', true],
  ['login.example', true],
  ['device', true],
  ['basic', false],
])('a search for “%s” finds it: %s', (search, expected) => {
  const way = anOAuthWay({ issuer: 'https://login.example.com/x', grant: { type: 'device_code' } })
  expect(matchesSearch(aProfileSummary({ name: 'Alice', label: 'customer', group: 'staff', way }), search)).toBe(
    expected,
  )
})
