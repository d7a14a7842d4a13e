import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { TokenKeeper } from './token-keeper.ts'

/**
 * Forgets tokens whose server has forgotten them first. A vault that is closed now keeps them until it is open: a
 * playground must be able to start beside a locked vault.
 */
export function createWorthlessTokens({ forget }: Pick<TokenKeeper, 'forget'>) {
  const owed = new Set<ProfileId>()

  async function forgetOne(id: ProfileId): Promise<void> {
    try {
      await forget(id)
      owed.delete(id)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      owed.add(id)
    }
  }

  const forgetAll = async (ids: readonly ProfileId[]): Promise<void> => {
    await Promise.all(ids.map(forgetOne))
  }

  return {
    forget: forgetAll,
    /** To be called when the vault may be open again. */
    forgetOwed: (): Promise<void> => forgetAll([...owed]),
  }
}
