import { randomBytes, randomUUID } from 'node:crypto'
import { createLoopbackListener } from '../adapters/loopback-callback.ts'
import { createProfileExchangeFiles } from '../adapters/profile-exchange-file.ts'
import { profileId, type ProfileId } from '../contract/ids.ts'
import { createCredentialSource } from '../domain/credentials/credential-source.ts'
import { createDpopKeys } from '../domain/dpop/dpop-keys.ts'
import { createDpopProofs } from '../domain/dpop/dpop-proofs.ts'
import { authorityOf } from '../domain/profiles/authority.ts'
import { createClientResolver } from '../domain/profiles/client-resolver.ts'
import { createProfileBook, type ProfileBook } from '../domain/profiles/profile-book.ts'
import { certificateOf } from '../domain/profiles/profile-certificate.ts'
import { createProfileExchange } from '../domain/profiles/profile-exchange.ts'
import { createProfileSecrets } from '../domain/profiles/profile-secrets.ts'
import { standingSession } from '../domain/profiles/standing-session.ts'
import type { Variables } from '../domain/requests/variables.ts'
import { createCustomLogin } from '../domain/sign-in/custom-login.ts'
import { createSignInDesk, type SignInDesk } from '../domain/sign-in/sign-in-desk.ts'
import { createTradedTokens } from '../domain/sign-in/traded-tokens.ts'
import { createUnattendedSignIn } from '../domain/sign-in/unattended-sign-in.ts'
import { createSessionRefresher } from '../domain/tokens/refresh-session.ts'
import { createHeldTokens } from '../domain/tokens/held-tokens.ts'
import { createTokenKeeper, type TokenKeeper } from '../domain/tokens/token-keeper.ts'
import type { TokenTimeline } from '../domain/tokens/token-timeline.ts'
import type { Profile } from '../domain/profiles/profile.ts'
import { createJtiIndex } from '../domain/inspection/jti-index.ts'
import { createTokenHistory } from '../domain/inspection/token-history.ts'
import type { Exclusively } from '../domain/storage/exclusively.ts'
import { createVaultTransfer } from '../domain/vault/vault-transfer.ts'
import type { Vault } from '../domain/vault/vault.ts'
import type { ProfileFile } from '../host/profile-file.ts'
import type { Publish } from '../ipc/publish.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Network } from './network.ts'

export interface IdentitiesParts {
  readonly outside: Pick<
    Surroundings,
    'now' | 'monotonicMs' | 'schedule' | 'openLink' | 'copyText' | 'askForFile' | 'askWhereToSave'
  >
  readonly network: Network
  readonly vault: Vault
  readonly exclusively: Exclusively
  readonly timeline: TokenTimeline
  readonly store: ProfileFile
  readonly variables: () => Variables
  readonly publish: Publish
  readonly onChanged: (ids: readonly ProfileId[]) => void
  readonly reportBug: (thrown: unknown) => void
}

/** The profiles, their secrets and tokens, how they sign in, and what they send. */
export function composeIdentities(parts: IdentitiesParts) {
  const { outside, network, vault, exclusively, timeline, store, variables, onChanged, reportBug } = parts
  const { now, monotonicMs, schedule } = outside
  const { provider } = network
  const findProfile = store.find
  const secrets = createProfileSecrets(vault)
  const secret = secrets.read
  const dpopKeys = createDpopKeys({ records: vault })
  const resolveClient = createClientResolver({ secret, dpopKeys, variables })
  const login = createCustomLogin({ exchangeWhole: network.exchangeWhole, now })
  const tradeTokens = createTradedTokens({
    findProfile,
    usableTokens: (id) => keeper.usableTokens(id),
    obtain: (id) => unattended.obtain(id),
  })
  const signing = { provider, resolveClient, secret, login, tradeTokens, variables, now, randomUUID }

  const jtis = createJtiIndex()
  const history = createTokenHistory({
    ...{ records: vault, findProfile, jtis, now, reportBug },
    peek: (id) => keeper.peek(id),
  })
  const keeper: TokenKeeper = createTokenKeeper({
    ...{ now, monotonicMs, schedule, records: vault, exclusively, timeline, history, profiles: store, variables },
    ...{ onChanged, reportBug },
    random: Math.random,
    refresh: createSessionRefresher(signing),
    standing: (profile) => standingSession(profile, secrets),
  })
  const newId = () => profileId.parse(randomUUID())
  const profiles: ProfileBook = createProfileBook({
    ...{ store, secrets, keeper, dpopKeys, variables, newId, onChanged },
    cancelSignIn: (id) => desk.cancel(id),
  })
  const exchange = createProfileExchange({
    ...{ store, secrets, newId, randomBytes, onChanged, files: createProfileExchangeFiles() },
    ...{ askForFile: outside.askForFile, askWhereToSave: outside.askWhereToSave },
  })
  const transfer = createVaultTransfer({
    ...{ vault, profiles: store, files: createProfileExchangeFiles(), newId, randomBytes, now, onChanged },
    ...{ askForFile: outside.askForFile, askWhereToSave: outside.askWhereToSave },
    signIns: {
      cancel: (id) => desk.cancel(id),
      setAside: async (id, remember) => {
        await keeper.setAside(id, remember)
        await dpopKeys.forget(id)
      },
    },
  })
  const desk: SignInDesk = createSignInDesk({
    ...{ ...signing, profiles: store, keeper, schedule, randomBytes, authorityOf },
    ...{ assertVaultOpen: vault.assertOpen, onVaultChanged: vault.onChanged },
    listen: createLoopbackListener(),
    openBrowser: outside.openLink,
    progressed: (progress) => parts.publish('signIn.progressed', progress),
    copyText: outside.copyText,
  })
  const unattended = createUnattendedSignIn({ desk, keeper, findProfile })
  const shownCertificate = (profile: Profile) => certificateOf(profile, secret)
  const credentials = createCredentialSource({
    ...{ authority: keeper, findProfile, secret, dpopKeys, variables, randomBytes },
    certificate: shownCertificate,
    proofs: createDpopProofs(),
    obtain: (id) => unattended.obtain(id),
  })
  const heldToken = createHeldTokens({ findProfile, keeper, secret, now })
  return {
    ...{ keeper, profiles, exchange, transfer, desk, credentials, resolveClient, heldToken },
    ...{ history, jtis, dpopKeys, shownCertificate },
  }
}
