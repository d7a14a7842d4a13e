import { describe, expect, test } from 'vitest'
import { vaultStatus, type VaultStatus } from '../../../../electron/contract/vault.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import type { Vault } from '../../../../electron/domain/vault/vault.ts'
import { noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, secret } from '../../../support/vault-builder.ts'
import { forged } from '../../../support/vault-fixtures.ts'
import { other, vaultUnder } from '../../../support/vault-under.ts'

type State = VaultStatus['state'] | 'memory-only' | 'passed-over'

/** The files of a vault under both, before and after its last change: made once, since deriving keys takes its time. */
async function twoFiles() {
  const { disk, vault, ...rest } = await vaultUnder('both')
  const old = disk.main
  await vault.write('tokens', 'carol', secret('refresh-c'))
  await vault.settled()
  return { old, disk, ...rest }
}
const made = twoFiles()

/** A vault in each state it can be in, with what is on its disk. */
async function vaultThatIs(state: State) {
  const { old, disk: whole, keyring } = await made
  const disk = { ...aDisk(whole.main, whole.backup), seen: whole.seen }
  if (state === 'rolled-back') disk.main = old
  if (state === 'damaged') Object.assign(disk, { main: Buffer.from('?'), backup: null })
  if (state === 'newer') disk.main = forged(null, () => '{"version":7}')
  if (state === 'choice-needed' || state === 'memory-only')
    Object.assign(disk, { main: null, backup: null, seen: null })
  const hasKeyring = state === 'open' || state === 'rolled-back'
  const vault = aVault({ disk, keyWrapper: hasKeyring ? keyring.wrapper : noKeyring() })
  if (state === 'memory-only' || state === 'passed-over') await vault.chooseMemoryOnly()
  const isMemory = state === 'memory-only' || state === 'passed-over'
  expect(await vault.status()).toMatchObject({ state: isMemory ? 'open' : state })
  return { vault, disk }
}

const acts = {
  read: (vault: Vault) => vault.read('tokens', 'alice'),
  ids: (vault: Vault) => vault.ids('tokens'),
  write: (vault: Vault) => vault.write('tokens', 'dave', secret('refresh-d')),
  writeAlong: (vault: Vault) => vault.writeAlong('token-history', 'dave', secret('history-d')),
  remove: (vault: Vault) => vault.remove('tokens', 'alice'),
  whereKept: (vault: Vault) => vault.whereKept(),
  catchUp: (vault: Vault) => vault.catchUp(),
  assertOpen: (vault: Vault) => vault.assertOpen(),
  assertPassphrase: (vault: Vault) => vault.assertPassphrase(passphrase),
  lock: (vault: Vault) => vault.lock('idle'),
  unlock: (vault: Vault) => vault.unlock({ by: 'passphrase', passphrase }),
  lookAgain: (vault: Vault) => vault.unlock({ by: 'looking-again' }),
  protect: (vault: Vault) =>
    vault.protect({ current: passphrase, protection: { under: 'passphrase', passphrase: other } }),
  chooseMemoryOnly: (vault: Vault) => vault.chooseMemoryOnly(passphrase),
  setAside: (vault: Vault) => vault.setAside(),
  acceptRolledBack: (vault: Vault) => vault.acceptRolledBack(),
  forgetEverything: (vault: Vault) => vault.forgetEverything(),
} as const
type Act = keyof typeof acts

/** What a deed comes to where that is a failure; every other ends well. */
const refusals: Record<State, Partial<Record<Act, string>>> = {
  open: {},
  'memory-only': {},
  'passed-over': { protect: 'vault.locked' },
  'choice-needed': {
    write: 'vault.choice_needed',
    writeAlong: 'vault.choice_needed',
    assertOpen: 'vault.choice_needed',
    assertPassphrase: 'vault.choice_needed',
  },
  locked: refusing('vault.locked'),
  'rolled-back': refusing('vault.rolled_back'),
  damaged: refusing('vault.damaged'),
  newer: refusing('vault.newer'),
}

function refusing(code: string): Partial<Record<Act, string>> {
  const refused: Act[] = [
    ...(['read', 'ids', 'write', 'writeAlong', 'remove', 'whereKept', 'catchUp'] as const),
    ...(['assertOpen', 'assertPassphrase', 'protect'] as const),
  ]
  return Object.fromEntries(refused.map((act) => [act, code]))
}

/** Deeds that may change the bytes of the vault's file, by state; whatever else is done leaves them as they are. */
const changing: Record<State, readonly Act[]> = {
  open: ['write', 'remove', 'protect', 'chooseMemoryOnly', 'forgetEverything'],
  'memory-only': ['protect', 'forgetEverything'],
  'passed-over': ['forgetEverything'],
  'choice-needed': ['protect', 'forgetEverything'],
  locked: ['setAside', 'forgetEverything'],
  'rolled-back': ['setAside', 'forgetEverything', 'acceptRolledBack'],
  damaged: ['setAside', 'forgetEverything'],
  newer: ['setAside', 'forgetEverything'],
}

const states = [
  ...(['open', 'memory-only', 'passed-over', 'choice-needed'] as const),
  ...(['locked', 'rolled-back', 'damaged', 'newer'] as const),
]
const deeds = [
  ...([
    'read',
    'ids',
    'write',
    'writeAlong',
    'remove',
    'whereKept',
    'catchUp',
    'assertOpen',
    'assertPassphrase',
  ] as const),
  ...(['lock', 'unlock'] as const),
  ...(['lookAgain', 'protect', 'chooseMemoryOnly', 'setAside', 'acceptRolledBack', 'forgetEverything'] as const),
]

describe.each(states)('a vault that is %s', (state) => {
  test.each(deeds)('%s', async (act) => {
    const { vault, disk } = await vaultThatIs(state)
    const before = disk.main
    let heard = 0
    vault.onChanged(() => void (heard += 1))
    const shown = JSON.stringify(await vault.status())
    const outcome = await acts[act](vault).then(
      () => 'done',
      (error: unknown) => (error instanceof ClaimcheckError ? error.code : String(error)),
    )
    expect(outcome).toBe(refusals[state][act] ?? 'done')
    await vault.settled()
    const after = await vault.status()
    expect(vaultStatus.parse(after)).toEqual(after)
    if (!changing[state].includes(act)) expect(disk.main).toBe(before)
    // Whoever shows the status hears of every change of it.
    if (JSON.stringify(after) !== shown) expect(heard).toBeGreaterThan(0)
    // No deed leaves a vault that takes nothing and can't be left: everything can be forgotten.
    expect(['open', 'choice-needed']).toContain((await vault.forgetEverything()).state)
    expect([disk.main, disk.backup, disk.seen]).toEqual([null, null, null])
  })
})

test('no state and no deed is left out', () => {
  expect(states.toSorted()).toEqual(Object.keys(refusals).toSorted())
  expect(deeds.toSorted()).toEqual(Object.keys(acts).toSorted())
})

test('each state is one that the contract has, and the other way round', () => {
  const known = vaultStatus.options.map(({ shape }) => shape.state.value)
  const ours = states.filter((state) => state !== 'memory-only' && state !== 'passed-over')
  expect(ours.toSorted()).toEqual(known.toSorted())
})

test('nothing is read and nobody is asked before the first call', () => {
  const disk = aDisk()
  const keyWrapper = { look: fail, wrap: fail, unwrap: fail }
  aVault({ disk, keyWrapper })
  expect(disk.reads).toBe(0)
})
const fail = (): never => {
  throw new Error('it was asked')
}
