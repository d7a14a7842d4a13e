import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import { createDpopKeys } from '../../../../electron/domain/dpop/dpop-keys.ts'
import { recordsInMemory } from '../../../support/records-in-memory.ts'
import { aProfileId } from '../../../support/token-builder.ts'

describe('the key of a profile', () => {
  test('is made once, however many ask for it, and kept', async () => {
    const { records, situation } = recordsInMemory()
    const keys = createDpopKeys({ records })
    const id = aProfileId()
    expect(await keys.find(id)).toBeNull()
    const made = await Promise.all([keys.ensure(id), keys.ensure(id), keys.ensure(id)])
    expect(new Set(made.map(({ thumbprint }) => thumbprint)).size).toBe(1)
    expect(situation.log).toEqual(['write dpop-key'])
    const found = await createDpopKeys({ records }).find(id)
    expect(found?.thumbprint).toBe(made[0]?.thumbprint)
    expect(found?.publicJwk).not.toHaveProperty('d')
    expect(await calculateJwkThumbprint(found?.publicJwk ?? {})).toBe(found?.thumbprint)
    expect(found?.privateKey.extractable).toBe(false)
    expect(await keys.ensure(id)).toMatchObject({ thumbprint: found?.thumbprint })
  })

  test('is another one for another profile, and a new one after it was forgotten', async () => {
    const keys = createDpopKeys({ records: recordsInMemory().records })
    const [one, other] = [aProfileId(), aProfileId()]
    const first = await keys.ensure(one)
    expect((await keys.ensure(other)).thumbprint).not.toBe(first.thumbprint)
    await keys.forget(one)
    expect(await keys.find(one)).toBeNull()
    expect((await keys.ensure(one)).thumbprint).not.toBe(first.thumbprint)
  })

  test.each([
    '',
    'canary',
    '{}',
    '{"kty":"EC","crv":"P-256","x":"canary","y":"a","d":"b"}',
    '{"kty":"oct","k":"canary"}',
  ])('that can’t be read is told without a word of it: %s', async (record) => {
    const { records, situation } = recordsInMemory()
    const id = aProfileId()
    situation.disk.set(`dpop-key/${id}`, record)
    const thrown: unknown = await createDpopKeys({ records })
      .ensure(id)
      .catch((each: unknown) => each)
    expect(thrown).toMatchObject({ code: 'vault.record_unreadable', details: { kind: 'dpop-key' } })
    expect(String(thrown)).not.toContain('canary')
    // What can't be read is not overwritten: a token may be bound to it.
    expect(situation.disk.get(`dpop-key/${id}`)).toBe(record)
  })

  test('that failed to be kept is asked for anew', async () => {
    const { records, situation } = recordsInMemory()
    const keys = createDpopKeys({ records })
    situation.locked = true
    const id = aProfileId()
    await expect(keys.ensure(id)).rejects.toMatchObject({ code: 'vault.locked' })
    situation.locked = false
    expect((await keys.ensure(id)).thumbprint).toMatch(/^[\w-]{43}$/)
  })
})
