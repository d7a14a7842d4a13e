import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Every file of a folder that holds one of the texts, as it is or in base64. */
export function filesThatHold(folder: string, texts: readonly string[]): readonly string[] {
  const forms = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)),
  ])
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return forms.some((form) => bytes.includes(form))
    })
    .map((file) => path.relative(folder, file))
}
