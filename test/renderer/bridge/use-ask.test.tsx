// @vitest-environment happy-dom
import { QueryClientProvider, type MutationCache } from '@tanstack/react-query'
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import type { VaultStatus } from '../../../electron/contract/vault.ts'
import { createQueryClient } from '../../../renderer/bridge/query-client.ts'
import { useAsk } from '../../../renderer/bridge/use-ask.ts'
import { askedOn, pending, refusing, stage, type Answers } from '../../support/staged-window.tsx'

afterEach(cleanup)

const passphrase = 'seven lamps on the quay'
const undecided: VaultStatus = {
  state: 'choice-needed',
  keyring: { offered: 'no keyring', sealedUnder: null, trouble: 'absent' },
}

/** All that the deeds of the window were given, and what follows them, as far as it can be reached. */
function heldBy(cache: MutationCache): string {
  const seen = new Set<unknown>()
  return JSON.stringify(
    cache.getAll().map(({ state }) => state),
    (_name, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value
      if (seen.has(value)) return null
      seen.add(value)
      return value
    },
  )
}

let ended: string[] = []
function UnlockButton() {
  const unlock = useAsk('vault.unlock')
  return (
    <>
      <button onClick={() => unlock.run({ by: 'passphrase', passphrase }, ({ state }) => ended.push(state))}>
        Unlock
      </button>
      <p role="status">{unlock.isRunning ? 'running' : (unlock.failure?.code ?? 'still')}</p>
    </>
  )
}
function Room() {
  const [isOpen, setOpen] = useState(true)
  return (
    <>
      {isOpen && <UnlockButton />}
      <button onClick={() => setOpen(false)}>Leave</button>
    </>
  )
}
function show(answers: Answers) {
  ended = []
  const queries = createQueryClient()
  const staged = stage(
    <QueryClientProvider client={queries}>
      <Room />
    </QueryClientProvider>,
    answers,
  )
  return { ...staged, cache: queries.getMutationCache(), user: userEvent.setup() }
}
const click = async (user: ReturnType<typeof userEvent.setup>, name: string) =>
  user.click(screen.getByRole('button', { name }))

describe('what a deed was asked with', () => {
  test('is held while it is under way, so that the same once more is one deed', async () => {
    const unlocking = pending<VaultStatus>()
    const { user, main, cache } = show({ 'vault.unlock': unlocking.answer })
    await click(user, 'Unlock')
    await click(user, 'Unlock')
    expect(heldBy(cache)).toContain(passphrase)
    unlocking.settle(undecided)
    await waitFor(() => expect(ended).toEqual(['choice-needed']))
    expect(askedOn(main, 'vault.unlock')).toHaveLength(1)
  })

  test('is let go of when it is done, though the deed is still shown', async () => {
    const { user, cache } = show({ 'vault.unlock': () => undecided })
    await click(user, 'Unlock')
    await waitFor(() => expect(ended).toEqual(['choice-needed']))
    expect(cache.getAll()).toHaveLength(1)
    expect(heldBy(cache)).not.toContain(passphrase)
  })

  test('is let go of when it failed, and can be asked again', async () => {
    const { user, main, cache } = show({ 'vault.unlock': refusing({ code: 'vault.wrong_passphrase', details: {} }) })
    await click(user, 'Unlock')
    await screen.findByText('vault.wrong_passphrase')
    expect(cache.getAll()).toHaveLength(1)
    expect(heldBy(cache)).not.toContain(passphrase)
    await click(user, 'Unlock')
    await waitFor(() => expect(askedOn(main, 'vault.unlock')).toHaveLength(2))
  })

  test('goes with the deed itself, a moment after nobody shows it any more', async () => {
    const { user, cache } = show({ 'vault.unlock': () => undecided })
    await click(user, 'Unlock')
    await waitFor(() => expect(ended).toEqual(['choice-needed']))
    await click(user, 'Leave')
    await waitFor(() => expect(cache.getAll()).toEqual([]))
  })
})
