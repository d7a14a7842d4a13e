import { session } from 'electron'

/** What the system's proxy settings, PAC files included, say of an address; in the form of a PAC answer. */
export const askSystemProxy = (url: string): Promise<string> => session.defaultSession.resolveProxy(url)
