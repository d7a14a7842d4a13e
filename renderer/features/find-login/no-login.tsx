import { Button } from '@mantine/core'
import type { LoginFound } from '@contract/find-login'
import type { WayKind } from '@contract/ways'
import { visibleText } from '../../text/visible-characters.ts'
import { kindWords } from '../../text/way-words.ts'
import { Notice } from '../../ui/notice.tsx'
import { kindsForSchemes } from './kinds-for-schemes.ts'

interface NoLoginProps {
  readonly result: Exclude<LoginFound['result'], { outcome: 'found' }>
  readonly onMakeProfile: (kind: WayKind) => void
}

/** Why no login was found, and which kind of profile to make instead. */
export function NoLogin({ result, onMakeProfile }: NoLoginProps) {
  const offer = (kinds: readonly WayKind[]) =>
    kinds.map((kind) => (
      <Button key={kind} onClick={() => onMakeProfile(kind)}>
        New profile: {kindWords[kind].name}
      </Button>
    ))
  switch (result.outcome) {
    case 'open':
      return (
        <Notice tone="info" role="status" title={`This API answers strangers: ${result.status} without any token`}>
          This address needs no login. Another address of the API may.
        </Notice>
      )
    case 'other-scheme':
      return (
        <Notice
          tone="info"
          role="status"
          title={`This API asks for ${result.schemes.map(visibleText).join(' or ')}, and names no server to sign in at`}
          actions={offer(kindsForSchemes(result.schemes))}
        >
          A profile of that kind has what it wants.
        </Notice>
      )
    case 'not-found':
      return (
        <Notice
          tone="warn"
          role="status"
          title="Nothing tells where to sign in"
          actions={offer(['oauth', 'custom_login', 'static_token'])}
        >
          {visibleText(result.why)} If you know the authorisation server, make a profile with its address.
        </Notice>
      )
  }
}
