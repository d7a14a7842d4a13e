import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ItemPath, ProfileId } from '@contract/ids'
import type { FirstSteps, StepState } from './first-steps.ts'
import css from './welcome.module.css'

interface FirstStepListProps {
  readonly steps: FirstSteps
  readonly onOpen: (path: ItemPath) => void
  readonly onSignIn: (id: ProfileId) => void
}

const stateWords = { done: 'done', next: 'next', later: 'later' } as const satisfies Record<StepState, string>

/** The main job, one step after the other; each shows whether it really has been done. */
export function FirstStepList({ steps, onOpen, onSignIn }: FirstStepListProps) {
  const { alice, listOrders, createOrder, states } = steps
  const isSigningIn = alice.session.state === 'signing-in'
  const parts = [
    {
      title: 'Sign in as alice',
      text: 'A customer of the playground: an authorisation server on this machine. Your browser opens; choose alice there.',
      button: isSigningIn ? 'Signing in…' : 'Sign in as alice',
      isBusy: isSigningIn,
      deed: () => onSignIn(alice.id),
    },
    {
      title: 'Send “List orders”',
      text: 'The API wants a token. Claimcheck sends alice’s, and keeps it fresh.',
      button: 'Open List orders',
      isBusy: false,
      deed: () => onOpen(listOrders),
    },
    {
      title: 'See why “Create order” is refused',
      text: 'The answer is 403. Claimcheck compares it with the token, says what is missing, and offers to ask for it.',
      button: 'Open Create order',
      isBusy: false,
      deed: () => onOpen(createOrder),
    },
  ]
  return (
    <>
      <h1 className={css['title']}>From a token to an answer</h1>
      <p className={css['lead']}>Three steps on the built-in playground. Nothing leaves this machine.</p>
      <ol className={css['steps']} aria-label="First steps">
        {parts.map(({ title, text, button, isBusy, deed }, index) => {
          const state = states[index] ?? 'later'
          return (
            <li
              key={title}
              className={css['step']}
              data-state={state}
              aria-current={state === 'next' ? 'step' : undefined}
            >
              <span className={css['mark']} aria-hidden="true">
                {state === 'done' ? <IconCheck size={15} stroke={2.4} /> : index + 1}
              </span>
              <div className={css['words']}>
                <h2 className={css['stepTitle']}>
                  {title} <span className={css['state']}>{stateWords[state]}</span>
                </h2>
                <p className={css['text']}>{text}</p>
              </div>
              {state !== 'done' && (
                <Button variant={state === 'next' ? 'filled' : 'default'} loading={isBusy} onClick={deed}>
                  {button}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </>
  )
}
