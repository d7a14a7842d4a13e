import { shell } from 'electron'
import { safeLink } from '../domain/links/safe-link.ts'

/** Opens an address in the system's browser. Throws `link.refused` for anything but https and loopback http. */
export async function openLink(url: string): Promise<void> {
  await shell.openExternal(safeLink(url))
}
