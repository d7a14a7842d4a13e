import { Button, Select, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { LoginFound } from '@contract/find-login'
import type { ProfileSummary } from '@contract/profiles'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { problemOf } from '../../text/problem-of.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './find-login.module.css'
import { ScopeChoice } from './scope-choice.tsx'

export type Found = Extract<LoginFound['result'], { outcome: 'found' }>

interface FoundLoginProps {
  readonly url: string
  readonly result: Found
  readonly onAgain: () => void
  readonly onAdopted: (profile: ProfileSummary) => void
}

/** What the API says of its login, and the one button that takes it: registers where it can, and signs in. */
export function FoundLogin({ url, result, onAgain, onAdopted }: FoundLoginProps) {
  const { servers, resource, suggestedName, scopes, notes } = result
  const [issuer, setIssuer] = useState(servers[0]?.issuer ?? '')
  const [name, setName] = useState(suggestedName)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(scopes))
  const [clientId, setClientId] = useState('')
  const [hasOwnClient, setOwnClient] = useState(false)
  const adopt = useAsk('findLogin.adopt', [queryKeys.profiles])
  const server = servers.find((each) => each.issuer === issuer)
  const wasRefused = adopt.failure?.code === 'find_login.registration_refused'
  const needsClientId = server?.registers !== true || hasOwnClient || wasRefused
  // Enter again goes on: whoever pasted an address need not reach for the mouse.
  const go = useRef<HTMLButtonElement>(null)
  useEffect(() => go.current?.focus(), [])
  const isReady = name.trim() !== '' && (!needsClientId || clientId.trim() !== '')
  const take = () => {
    const asked = { url, issuer, name: name.trim(), scopes: scopes.filter((scope) => chosen.has(scope)) }
    adopt.run({ ...asked, clientId: needsClientId ? clientId.trim() : null }, ({ profile }) => onAdopted(profile))
  }
  const nameProblem = problemOf(adopt.failure, 'name')
  const clientProblem = problemOf(adopt.failure, 'clientId')
  return (
    <form
      className={css['found']}
      aria-label="The login that was found"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) take()
      }}
    >
      <Notice tone="ok" role="status" title={`This API signs in at ${visibleText(issuer)}`}>
        {resource === null
          ? 'It names no resource identifier.'
          : `Its resource identifier is ${visibleText(resource)}.`}{' '}
        {server?.registers === true
          ? 'The server registers clients by itself (RFC 7591).'
          : 'The server registers no clients by itself: you need a client id from it.'}
      </Notice>
      {notes.length > 0 && (
        <ul className={css['notes']}>
          {notes.map((note) => (
            <li key={note}>{visibleText(note)}</li>
          ))}
        </ul>
      )}
      {servers.length > 1 && (
        <Select
          label="Authorisation server"
          data={servers.map((each) => ({ value: each.issuer, label: visibleText(each.issuer) }))}
          value={issuer}
          allowDeselect={false}
          onChange={(next) => next !== null && setIssuer(next)}
        />
      )}
      <TextInput
        label="Name of the profile"
        value={name}
        error={nameProblem}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ScopeChoice scopes={scopes} chosen={chosen} onChosen={setChosen} />
      {needsClientId ? (
        <TextInput
          label="Client id"
          description="Register Claimcheck at the server as a native app, with the redirect address http://127.0.0.1"
          value={clientId}
          error={clientProblem}
          spellCheck={false}
          onChange={(event) => setClientId(event.currentTarget.value)}
        />
      ) : (
        <button type="button" className={css['link']} onClick={() => setOwnClient(true)}>
          I have a client id already
        </button>
      )}
      {adopt.failure !== null && nameProblem === undefined && clientProblem === undefined && (
        <FailureNotice failure={adopt.failure} on={{ retry: onAgain }} />
      )}
      <DialogButtons>
        <Button ref={go} type="submit" variant="filled" loading={adopt.isRunning} disabled={!isReady}>
          {needsClientId ? 'Sign in and send' : 'Register and sign in'}
        </Button>
      </DialogButtons>
    </form>
  )
}
