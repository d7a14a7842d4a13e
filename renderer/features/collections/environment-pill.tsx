import { IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { failureText } from '../../text/failure-text.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { PillButton } from '../../ui/pill-button.tsx'
import { useEnvironment } from './use-environment.ts'

const EnvironmentDialog = lazy(async () => ({ default: (await import('./environment-dialog.tsx')).EnvironmentDialog }))

/** The environment in the top bar; a click opens its variables. */
export function EnvironmentPill() {
  const environment = useEnvironment()
  const [isOpen, setOpen] = useState(false)
  if (environment.state === 'loading') {
    return <PillButton disabled>env: …</PillButton>
  }
  if (environment.state === 'failed') {
    const { title, advice } = failureText(environment.failure)
    return (
      <PillButton
        tone="bad"
        title={`${title}. ${advice}`}
        aria-label={`env: could not be read. ${title}. Try again`}
        onClick={environment.retry}
      >
        env: could not be read
      </PillButton>
    )
  }
  const name = visibleText(environment.value.environment.name)
  return (
    <>
      <PillButton
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`env: ${name}, show its variables`}
        title={name}
        after={<IconChevronDown size={13} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        env: <strong>{name}</strong>
      </PillButton>
      {isOpen && (
        <Suspense fallback={null}>
          <EnvironmentDialog reply={environment.value} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
