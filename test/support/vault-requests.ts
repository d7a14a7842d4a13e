import type { RequestOf } from '../../electron/contract/channels.ts'

type Protect = RequestOf<'vault.protect'>

export const passphrase = 'correct horse battery'
export const otherPassphrase = 'staple of another kind'

export const underKeyring = (current: string | null = null): Protect => ({
  ...{ current, protection: { under: 'keyring' } },
})
export const underPassphrase = (chosen = passphrase, current: string | null = null): Protect => ({
  ...{ current, protection: { under: 'passphrase', passphrase: chosen } },
})
export const underBoth = (chosen = passphrase, current: string | null = null): Protect => ({
  ...{ current, protection: { under: 'both', passphrase: chosen } },
})
export const opening = (typed = passphrase): RequestOf<'vault.unlock'> => ({ by: 'passphrase', passphrase: typed })
export const forgetting = { confirmation: 'forget everything' } as const
