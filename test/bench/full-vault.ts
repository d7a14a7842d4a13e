import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createProcessLocks } from '../../electron/adapters/process-locks.ts'
import { createVaultFiles } from '../../electron/adapters/vault-files.ts'
import { authorityOf } from '../../electron/domain/profiles/authority.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { writeStoredTokens } from '../../electron/domain/tokens/stored-tokens.ts'
import { tokensKey } from '../../electron/domain/tokens/tokens-key.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { createVault, type Vault } from '../../electron/domain/vault/vault.ts'
import { noKeyring } from '../support/keyring-builder.ts'
import { anOAuthWay, aProfile, aTokenSet } from '../support/token-builder.ts'

export const benchPassphrase = 'nine herons over the weir'
const profileCount = 500

const aText = (bytes: number): string => randomBytes(bytes).toString('base64url')

/** One of many: a client of its own, and a way of usual length. */
export const aFullProfile = (place: number): Profile =>
  aProfile({
    name: `person ${place}`,
    group: `Team ${place % 5}`,
    keepFresh: true,
    way: anOAuthWay({
      clientId: `desktop-${place}`,
      clientAuthentication: 'client_secret_basic',
      scopes: ['openid', 'profile', 'offline_access', 'orders:read', 'orders:write'],
      resources: ['https://api.example.test/orders'],
    }),
  })

/** A vault in a folder, as a start of the program finds it. */
export const vaultIn = (folder: string, keyWrapper: KeyWrapper = noKeyring()): Vault =>
  createVault({
    ...createVaultFiles(folder),
    exclusively: createProcessLocks(folder),
    keyWrapper,
    presence: { isOffered: () => false, ask: async () => false },
    memoryOnly: { isRemembered: () => false, remember: () => Promise.resolve() },
    randomBytes,
    now: () => new Date(),
  })

/** Three records for each profile: a client secret, a password, and tokens of usual size that last for a day. */
export async function fillVault(vault: Vault, profiles: readonly Profile[]): Promise<void> {
  const obtainedAt = new Date()
  const expiresAt = new Date(obtainedAt.getTime() + 86_400_000)
  await Promise.all(
    profiles.flatMap((profile) => {
      const authority = authorityOf(profile, new Map())
      const tokens = aTokenSet({
        accessToken: new SecretText(`${aText(60)}.${aText(600)}.${aText(256)}`),
        refreshToken: new SecretText(aText(64)),
        idToken: new SecretText(`${aText(60)}.${aText(500)}.${aText(256)}`),
        ...{ obtainedAt, expiresAt, ...authority },
      })
      return [
        vault.write('client-secret', profile.id, new SecretText(aText(32))),
        vault.write('profile-secret', `${profile.id} password`, new SecretText(aText(24))),
        vault.write('tokens', tokensKey(profile.id, authority), writeStoredTokens({ tokens, ended: null })),
      ]
    }),
  )
}

/** Makes a data folder with 500 profiles, and a vault under the passphrase with 1,500 records of theirs. */
export async function makeFullDataFolder(folder: string): Promise<void> {
  const profiles = Array.from({ length: profileCount }, (_, place) => aFullProfile(place))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path.join(folder, 'profiles.json'), JSON.stringify({ schemaVersion: 2, content: { profiles } }))
  const vault = vaultIn(folder)
  await vault.status()
  const passphrase = new SecretText(benchPassphrase)
  await vault.protect({ current: null, protection: { under: 'passphrase', passphrase } })
  await fillVault(vault, profiles)
  await vault.settled()
}
