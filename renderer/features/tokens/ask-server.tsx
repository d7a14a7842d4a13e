import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { InspectedToken, TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useNow } from '../../bridge/use-now.ts'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { readableJson } from '../../text/claim-value.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { ToldClaimsView } from '../../text/told-claims.tsx'
import { visibleText } from '../../text/visible-characters.ts'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './ask-server.module.css'

interface AskServerProps {
  readonly subject: TokenSubject
  readonly token: InspectedToken
  /** Whose server is offered first; null: that of the profile whose issuer the token names. */
  readonly profile: ProfileSummary | null
}

/** The authorisation server of a profile, as far as it can be asked; null where there is none. */
function serverOf({ way }: ProfileSummary): { readonly issuer: string; readonly clientId: string } | null {
  return way.kind === 'oauth' ? { issuer: way.issuer, clientId: way.clientId } : null
}

function issuerOf({ claims }: InspectedToken): string | null {
  const claim = claims.find(({ name }) => name === 'iss')
  return claim === undefined ? null : readableJson(claim.json)
}

const withoutSlash = (issuer: string) => issuer.replace(/\/$/, '')

/** Asks the server of a profile what it knows of a token (RFC 7662): the person says which, after reading what goes where. */
export function AskServer({ subject, token, profile }: AskServerProps) {
  const profiles = useProfiles()
  const [chosenId, setChosenId] = useState<string | null>(null)
  if (profiles.state === 'loading') return <LoadingLines label="Loading the profiles" lines={2} />
  if (profiles.state === 'failed') return <FailureNotice failure={profiles.failure} on={{ retry: profiles.retry }} />
  const askable = profiles.value.filter((each) => serverOf(each) !== null)
  const issuer = issuerOf(token)
  const offered =
    askable.find(({ id }) => id === (chosenId ?? profile?.id)) ??
    askable.find((each) => issuer !== null && isOf(each, issuer)) ??
    null
  if (askable.length === 0) {
    return (
      <p className={css['words']}>
        A server answers only to a client that it knows. Make a profile of the kind OAuth for the server that issued
        this token, and ask as that one.
      </p>
    )
  }
  return (
    <div className={css['ask']}>
      <Select
        label="Ask the server of"
        placeholder="Choose a profile"
        data={askable.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
        value={offered?.id ?? null}
        allowDeselect={false}
        onChange={setChosenId}
      />
      {offered !== null && <Asked key={offered.id} subject={subject} asked={offered} issuer={issuer} />}
    </div>
  )
}

const isOf = (profile: ProfileSummary, issuer: string) =>
  withoutSlash(serverOf(profile)?.issuer ?? '') === withoutSlash(issuer)

interface AskedProps {
  readonly subject: TokenSubject
  readonly asked: ProfileSummary
  /** Whom the token names; null where it names nobody. */
  readonly issuer: string | null
}

function Asked({ subject, asked, issuer }: AskedProps) {
  const bridge = useBridge()
  const now = useNow()
  const query = useQuery({
    queryKey: queryKeys.toldOfToken(subject, asked.id),
    queryFn: () => bridge.ask('inspection.introspect', { subject, profileId: asked.id }),
    // Only at a person's word.
    enabled: false,
  })
  const told = toLoadable(query)
  const server = serverOf(asked)
  const isStranger = issuer !== null && issuer !== '' && !isOf(asked, issuer)
  return (
    <>
      <p className={css['words']}>
        The token itself is sent to the introspection endpoint of <code>{visibleText(server?.issuer ?? '')}</code>, by
        the client <code>{visibleText(server?.clientId ?? '')}</code> (RFC 7662 §2.1). Nothing else is sent, and nowhere
        else.
      </p>
      {isStranger && (
        <Notice tone="warn" title="It names another issuer">
          The token says that it is from {visibleText(issuer)}. Whoever runs the server that you ask could use it.
        </Notice>
      )}
      <div className={css['deed']}>
        <Button loading={query.isFetching} onClick={() => void query.refetch()}>
          {query.isFetched ? 'Ask again' : 'Ask the server about it'}
        </Button>
      </div>
      {query.isFetching && <LoadingLines label="Asking the server" lines={4} />}
      {!query.isFetching && told.state === 'failed' && (
        <FailureNotice failure={told.failure} on={{ retry: told.retry }} />
      )}
      {!query.isFetching && told.state === 'ready' && <ToldClaimsView told={told.value} now={now} />}
    </>
  )
}
