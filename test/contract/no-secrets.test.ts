import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { channels, events } from '../../electron/contract/channels.ts'
import { failureSchema } from '../../electron/contract/failures.ts'

/** Every field name that a schema can carry, with its path; zod's own JSON Schema writer walks it. */
function fieldNames(schema: z.ZodType): string[] {
  const names: string[] = []
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' && typeof value === 'object' && value !== null) {
        for (const [name, child] of Object.entries(value)) {
          names.push(`${path}.${name}`)
          walk(child, `${path}.${name}`)
        }
      } else walk(value, path)
    }
  }
  walk(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output', reused: 'inline' }), '')
  return names
}

/** Is every object in the schema closed? An open one could carry a token that nobody listed. */
function openObjects(schema: z.ZodType): string[] {
  const open: string[] = []
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return
    if ('properties' in node && (!('additionalProperties' in node) || node.additionalProperties !== false))
      open.push(path)
    for (const [key, value] of Object.entries(node)) walk(value, `${path}/${key}`)
  }
  walk(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output', reused: 'inline' }), '')
  return open
}

const looksSecret =
  /(access|refresh|id)_?token$|secret$|password|passphrase|private_?key|^\.?code$|verifier|cookie|assertion/i
// Booleans and references that are named after a secret and hold none.
const allowed = new Set(['.hasClientSecret', '.sentAs.tokenReference'])

describe.each(Object.entries(channels))('the reply of %s', (_name, { response }) => {
  test('has no field that is named like a secret', () => {
    const suspicious = fieldNames(response).filter((path) => looksSecret.test(path) && !allowed.has(path))
    expect(suspicious).toEqual([])
  })
  test('is closed: an extra field is refused', () => {
    expect(openObjects(response)).toEqual([])
  })
})

describe('events and failures', () => {
  test.each(Object.entries(events))('%s is closed and names no secret', (_name, schema) => {
    expect(openObjects(schema)).toEqual([])
    expect(fieldNames(schema).filter((path) => looksSecret.test(path))).toEqual([])
  })
  test('a failure is closed and names no secret', () => {
    expect(openObjects(failureSchema)).toEqual([])
    // `code` is the failure's own code, not an authorisation code.
    expect(fieldNames(failureSchema).filter((path) => looksSecret.test(path) && path !== '.code')).toEqual([])
  })
})
