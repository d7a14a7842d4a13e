import { mostCharacters } from './use-take.ts'

const tooLarge = 'Only text files up to 1 MB are read. Paste the part with the token in it instead.'
const notText = 'That file is not text. A token is found in text only.'
const nothing = 'There is no text in it. Copy the token as text, or drop a small text file.'

export type TextOfFiles = { readonly text: string } | { readonly problem: string }

async function textOf(file: File): Promise<string | null> {
  try {
    // Fatal: the bytes of a picture must not come out as a text with a chance of a token in it.
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch (thrown) {
    // TypeError: no UTF-8 (Encoding §7.1). DOMException: it went away, or may not be read (File API §4).
    if (thrown instanceof TypeError || thrown instanceof DOMException) return null
    throw thrown
  }
}

/** The text of small text files, one after the other; nothing of them goes anywhere but to the caller. */
export async function textOfFiles(files: readonly File[]): Promise<TextOfFiles> {
  if (files.length === 0) return { problem: nothing }
  if (files.reduce((sum, { size }) => sum + size, 0) > mostCharacters) return { problem: tooLarge }
  const texts = await Promise.all(files.map(textOf))
  const read = texts.filter((text) => text !== null)
  return read.length === texts.length ? { text: read.join('\n\n') } : { problem: notText }
}
