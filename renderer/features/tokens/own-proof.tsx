import { Button } from '@mantine/core'
import { IconCertificate, IconKey, IconUserOff, IconUserShield } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import type { Way } from '@contract/ways'
import { visibleText } from '../../text/visible-characters.ts'
import { carriageText, kindWords } from '../../text/way-words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

interface OwnProofProps {
  readonly profile: ProfileSummary
  readonly onEdit: () => void
}

const size = 30
const iconOf = ({ kind }: Way) => {
  if (kind === 'certificate') return <IconCertificate size={size} stroke={1.4} />
  if (kind === 'none') return <IconUserOff size={size} stroke={1.4} />
  if (kind === 'basic' || kind === 'digest') return <IconUserShield size={size} stroke={1.4} />
  return <IconKey size={size} stroke={1.4} />
}

function proofOf(way: Way): string {
  switch (way.kind) {
    case 'basic':
      return `Each request carries the user name ${visibleText(way.username)} and the password, only encoded: anybody on the way could read them without TLS (RFC 7617 §4).`
    case 'digest':
      return `The API sends a challenge, and the request goes out again with a proof that ${visibleText(way.username)} knows the password; the password itself never does (RFC 7616).`
    case 'certificate':
      return 'The TLS connection itself proves who is calling. Nothing is added to the request.'
    case 'none':
      return 'Nothing proves who is calling: requests go out as a stranger’s would.'
    case 'static_token':
      return `The value that you entered is sent as it is, in the ${carriageText(way.carriage)}. It is no JWT, so there is nothing in it to read.`
    case 'signed_jwt':
      return `A JWT is signed here when a request needs it, and sent in the ${carriageText(way.carriage)}.`
    case 'oauth':
    case 'custom_login':
      return 'The token that it gets is sent with each request.'
  }
}

/** A profile that has no token to look at: how it proves itself instead. */
export function OwnProof({ profile, onEdit }: OwnProofProps) {
  const { way, certificate } = profile
  return (
    <EmptyState
      title={`${visibleText(profile.name)} · ${kindWords[way.kind].name}`}
      icon={iconOf(way)}
      actions={<Button onClick={onEdit}>Edit the profile</Button>}
    >
      <p>{proofOf(way)}</p>
      {certificate !== null && way.kind !== 'certificate' && (
        <p>Its client certificate is shown to servers that ask for one.</p>
      )}
    </EmptyState>
  )
}
