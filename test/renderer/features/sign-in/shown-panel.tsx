import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import type { Session } from '../../../../electron/contract/tokens.ts'
import { FailureError } from '../../../../renderer/bridge/bridge-client.ts'
import { SignInPanel } from '../../../../renderer/features/sign-in/sign-in-panel.tsx'
import { useSignIn } from '../../../../renderer/features/sign-in/use-sign-in.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { stage, type Answers } from '../../../support/staged-window.tsx'
import { anOAuthWay } from '../../../support/token-builder.ts'

export const alice = aProfileSummary({ name: 'alice' })
export const bob = aProfileSummary({ name: 'bob' })
const pasted = anOAuthWay()
export const carol = aProfileSummary({
  name: 'carol',
  way: anOAuthWay({
    grant:
      pasted.grant.type === 'authorization_code'
        ? { ...pasted.grant, redirect: { by: 'pasted', uri: 'myapp://signed-in' } }
        : pasted.grant,
  }),
})
export const robot = aProfileSummary({ name: 'robot' })
export const session = anActiveSession(new Date(), 300, 300)

function Starter({ id, onEnd }: { readonly id: ProfileId; readonly onEnd: (end: Session | string) => void }) {
  const { start } = useSignIn()
  const begin = () => {
    start(id, ['orders:write']).then(onEnd, (thrown: unknown) =>
      onEnd(thrown instanceof FailureError ? thrown.failure.code : 'bug'),
    )
  }
  return <button onClick={begin}>start {[alice, bob, carol].find((each) => each.id === id)?.name}</button>
}

export function show(answers: Answers) {
  const onEnd = vi.fn()
  const onEditProfile = vi.fn()
  const onOpenVault = vi.fn()
  const staged = stage(
    <>
      <Starter id={alice.id} onEnd={onEnd} />
      <Starter id={bob.id} onEnd={onEnd} />
      <Starter id={carol.id} onEnd={onEnd} />
      <SignInPanel onEditProfile={onEditProfile} onOpenVault={onOpenVault} />
    </>,
    { 'profiles.list': () => [alice, bob, carol, robot], ...answers },
  )
  return { ...staged, onEnd, onEditProfile, onOpenVault, user: userEvent.setup() }
}
export const card = async (name: RegExp) => within(await screen.findByRole('article', { name }))
