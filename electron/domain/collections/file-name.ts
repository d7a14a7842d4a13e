import { ClaimcheckError } from '../failures/claimcheck-error.ts'

const longestStemBytes = 180
const encoder = new TextEncoder()

// Names that Windows keeps for devices, whatever their extension; a repository made on Linux must open there too.
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i
/** Names with a job of their own in a collection's folder. */
const takenStem = /^(folder|opencollection|collection|environments|node_modules)$/i

/** Cuts at a whole character so that the stem fits every file system (255 bytes less the extension and a counter). */
function shortened(text: string): string {
  let result = ''
  let bytes = 0
  for (const character of text) {
    bytes += encoder.encode(character).length
    if (bytes > longestStemBytes) break
    result += character
  }
  return result
}

/**
 * A file name (without extension) for a name that a person gave; the name itself is kept inside the file.
 * Valid on Linux, macOS and Windows, never hidden, never a path.
 */
export function fileStemFor(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, '-')
    .replace(/\s+/gu, ' ')
  const trimmed = shortened(plain.replace(/^[\s.]+/u, '')).replace(/[\s.]+$/u, '')
  if (trimmed === '' || /^-+$/.test(trimmed)) return 'untitled'
  return deviceName.test(trimmed) || takenStem.test(trimmed) ? `_${trimmed}` : trimmed
}

/** Throws `collection.name_invalid` for a name that could not be shown in one line, or not be seen at all. */
export function assertShowableName(name: string): void {
  const isVisible = /[^\p{Z}\p{C}]/u.test(name)
  if (!isVisible || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name))
    throw new ClaimcheckError('collection.name_invalid', { name })
}

/** Equal for people, and for file systems that fold case and composition (macOS, Windows). */
export const sameName = (one: string, other: string): boolean => foldName(one) === foldName(other)

const foldName = (name: string): string => name.normalize('NFC').toLowerCase().toUpperCase().toLowerCase()

/** `stem`, or `stem 2`, `stem 3` …: the first that no entry of the folder has. */
export function freeFileName(stem: string, extension: '' | '.yml', taken: readonly string[]): string {
  const folded = new Set(taken.map(foldName))
  let candidate = `${stem}${extension}`
  for (let count = 2; folded.has(foldName(candidate)); count += 1) candidate = `${stem} ${count}${extension}`
  return candidate
}
