import { Button, Modal, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { LoginFound } from '@contract/find-login'
import type { ProfileSummary } from '@contract/profiles'
import type { WayKind } from '@contract/ways'
import { useAsk } from '../../bridge/use-ask.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import css from './find-login.module.css'
import { FoundLogin } from './found-login.tsx'
import { NoLogin } from './no-login.tsx'
import { SearchSteps } from './search-steps.tsx'

interface FindLoginDialogProps {
  /** What the field begins with; '' for none. */
  readonly url: string
  /** Looks at once, where the person has already said so. */
  readonly beginsAtOnce: boolean
  readonly onClose: () => void
  /** A profile was saved for the API at `url`: sign in with it, and send. */
  readonly onAdopted: (profile: ProfileSummary, url: string) => void
  readonly onMakeProfile: (kind: WayKind) => void
}

/** From the address of an API to a login: where to sign in is what the API itself tells (RFC 9728, RFC 7591). */
export function FindLoginDialog({ url, beginsAtOnce, onClose, onAdopted, onMakeProfile }: FindLoginDialogProps) {
  const [address, setAddress] = useState(url)
  const [found, setFound] = useState<{ readonly url: string; readonly answer: LoginFound } | null>(null)
  const start = useAsk('findLogin.start')
  const look = () => {
    const asked = address.trim()
    if (asked === '' || start.isRunning) return
    setFound(null)
    start.run({ url: asked }, (answer) => setFound({ url: asked, answer }))
  }
  const hasBegun = useRef(!beginsAtOnce)
  useEffect(() => {
    if (hasBegun.current) return
    hasBegun.current = true
    look()
  })
  const result = found?.answer.result
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      title="Find the login of an API"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className={css['search']}
        onSubmit={(event) => {
          event.preventDefault()
          look()
        }}
      >
        <TextInput
          className={css['address']}
          aria-label="Address of the API"
          placeholder="Paste the address of an API: https://api.example.com/orders"
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" loading={start.isRunning} disabled={address.trim() === ''}>
          Look
        </Button>
      </form>
      {start.isRunning && <LoadingLines label="Asking the API and what it points at" lines={4} />}
      {!start.isRunning && start.failure === null && found === null && (
        <p className={css['intro']}>
          The API is asked without a token. Its refusal often tells which server gives tokens for it; that server is
          read, and nothing is saved yet.
        </p>
      )}
      {start.failure !== null && <FailureNotice failure={start.failure} on={{ retry: look }} />}
      {found !== null && result !== undefined && (
        <>
          {result.outcome === 'found' ? (
            <FoundLogin
              // Another search is another form.
              key={found.url}
              url={found.url}
              result={result}
              onAgain={look}
              onAdopted={(profile) => onAdopted(profile, found.url)}
            />
          ) : (
            <NoLogin result={result} onMakeProfile={onMakeProfile} />
          )}
          <SearchSteps steps={found.answer.steps} />
        </>
      )}
    </Modal>
  )
}
