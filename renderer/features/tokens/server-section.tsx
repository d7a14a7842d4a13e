import { Button } from '@mantine/core'
import { useState } from 'react'
import { hasTokenService } from '../../text/token-service-words.ts'
import { AskServer } from './ask-server.tsx'
import css from './claims.module.css'
import { FoldedSection } from './folded-section.tsx'
import type { TokenPartProps } from './token-outlets.ts'

/** What only the server can tell: whether the token still counts, and of an opaque one everything. */
export function ServerSection({ subject, token, profile, outlets }: TokenPartProps) {
  const [isOpen, setOpen] = useState(token.format === 'opaque')
  // Of an earlier one there is nothing to send, and who made a synthetic one is known.
  if (token.past || token.synthetic) return null
  if (subject.of === 'profile') {
    // Other tokens have it in their menu.
    if (profile === null || !hasTokenService(profile) || token.format !== 'opaque') return null
    return (
      <p className={css['ask']}>
        <Button onClick={() => outlets.onService(profile.id, 'introspect')}>Ask the server about it</Button>
      </p>
    )
  }
  return (
    <FoldedSection title="Ask a server" hint="whether it still counts" isOpen={isOpen} onToggle={setOpen}>
      <AskServer subject={subject} token={token} profile={profile} />
    </FoldedSection>
  )
}
