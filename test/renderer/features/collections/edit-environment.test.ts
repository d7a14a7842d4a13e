import { describe, expect, test } from 'vitest'
import {
  contentOf,
  editOf,
  lineProblem,
  reduceEnvironment,
} from '../../../../renderer/features/collections/edit-environment.ts'

const start = editOf({ name: 'local', variables: [{ name: 'baseUrl', value: 'http://127.0.0.1:1', enabled: true }] })

describe('editing the environment', () => {
  test('saves what it was given when nothing was changed', () => {
    expect(contentOf(start)).toEqual({
      name: 'local',
      variables: [{ name: 'baseUrl', value: 'http://127.0.0.1:1', enabled: true }],
    })
  })
  test('leaves out a line that was only a place to type, and trims names', () => {
    const added = reduceEnvironment(reduceEnvironment(start, { type: 'line-added' }), { type: 'line-added' })
    const typed = reduceEnvironment(added, {
      type: 'line-changed',
      key: 1,
      change: { name: ' tenant ', value: 'a b ' },
    })
    expect(contentOf(typed).variables.slice(1)).toEqual([{ name: 'tenant', value: 'a b ', enabled: true }])
  })
  test('gives a new line a key that no removed line had', () => {
    const added = reduceEnvironment(start, { type: 'line-added' })
    const again = reduceEnvironment(reduceEnvironment(added, { type: 'line-removed', key: 1 }), { type: 'line-added' })
    expect(again.lines.map(({ key }) => key)).toEqual([0, 2])
  })
})

describe('a variable', () => {
  const line = (name: string, value = 'x', enabled = true, key = 9) => ({ key, name, value, enabled })
  test('needs a name that a template can hold', () => {
    expect(lineProblem(line(''), [])).toBe('Give it a name')
    expect(lineProblem(line('a b'), [])).toMatch(/Begin with a letter/)
    expect(lineProblem(line('base-url.v2'), [])).toBeNull()
  })
  test('may be there twice only if one of them is switched off', () => {
    expect(lineProblem(line('a'), [line('a', 'x', true, 1)])).toBe('This name is there twice')
    expect(lineProblem(line('a'), [line('a', 'x', false, 1)])).toBeNull()
  })
})
