import * as z from 'zod'
import { defaultSettings, type Settings, settings } from '../../contract/settings.ts'

const anyObject = z.record(z.string(), z.unknown())

/**
 * Takes from stored content whatever is valid, field by field; `invalid` names the fields that were there and had to
 * fall back to their default. A field that is missing is not an error: it came with a later version.
 */
export function readSettings(content: unknown): { settings: Settings; invalid: readonly string[] } {
  const invalid: string[] = []

  function repair(schema: z.ZodType, stored: unknown, fallback: unknown, name: string): unknown {
    if (stored === undefined || stored === null) return fallback
    const fields = anyObject.safeParse(stored)
    // An object is repaired inside, so that one bad width does not cost the whole layout.
    if (schema instanceof z.ZodObject && fields.success) {
      const usual = anyObject.parse(fallback)
      const parts = Object.entries(z.record(z.string(), z.custom<z.ZodType>()).parse(schema.shape))
      return Object.fromEntries(
        parts.map(([key, part]) => [
          key,
          repair(part, fields.data[key], usual[key], name === '' ? key : `${name}.${key}`),
        ]),
      )
    }
    if (schema.safeParse(stored).success) return stored
    invalid.push(name === '' ? 'settings' : name)
    return fallback
  }

  return { settings: settings.parse(repair(settings, content, defaultSettings, '')), invalid }
}
