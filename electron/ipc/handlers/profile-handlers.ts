import type { Discovered } from '../../contract/profiles.ts'
import type { ProfileBook } from '../../domain/profiles/profile-book.ts'
import type { ProfileExchange } from '../../domain/profiles/profile-exchange.ts'
import { SecretText } from '../../domain/vault/secret-text.ts'
import type { HandlersOf } from '../router.ts'

interface ProfileParts {
  readonly profiles: ProfileBook
  readonly exchange: ProfileExchange
  readonly discover: (issuer: string) => Promise<Discovered>
  /** Resolves when the profiles of a first start are there. */
  readonly seeded: () => Promise<void>
}

const sealed = (passphrase: string | null): SecretText | null =>
  passphrase === null ? null : new SecretText(passphrase)

export const profileHandlers = ({ profiles, exchange, discover, seeded }: ProfileParts): HandlersOf<'profiles'> => ({
  'profiles.list': async () => {
    await seeded()
    return profiles.list()
  },
  'profiles.save': (draft) => profiles.save(draft),
  'profiles.remove': async ({ profileId }) => {
    await profiles.remove(profileId)
    return {}
  },
  'profiles.discover': ({ issuer }) => discover(issuer),
  'profiles.useDpop': async ({ profileId }) => {
    await profiles.useDpop(profileId)
    return {}
  },
  'profiles.arrange': async ({ order }) => {
    await profiles.arrange(order)
    return {}
  },
  'profiles.export': ({ profileIds, passphrase }) => exchange.exportProfiles(profileIds, sealed(passphrase)),
  'profiles.chooseImport': () => exchange.chooseImport(),
  'profiles.import': ({ passphrase }) => exchange.importChosen(sealed(passphrase)),
})
