import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { Way } from '@contract/ways'
import { useAsk } from '../../bridge/use-ask.ts'
import { failureText } from '../../text/failure-text.ts'
import { redirectUriOf } from '../../text/redirect-words.ts'
import { visibleText } from '../../text/visible-characters.ts'
import css from './paste-address.module.css'

interface PasteAddressProps {
  readonly profileId: ProfileId
  readonly way: Way | null
}

const redirectOf = (way: Way | null): string | null =>
  way?.kind === 'oauth' && 'redirect' in way.grant ? redirectUriOf(way.grant.redirect) : null

/** Takes the address on which the browser ended. A wrong one is said, and the sign-in goes on waiting. */
export function PasteAddress({ profileId, way }: PasteAddressProps) {
  const [address, setAddress] = useState('')
  const paste = useAsk('signIn.pasteAddress')
  const said = paste.failure === null ? null : failureText(paste.failure)
  const redirect = redirectOf(way)
  const hand = () => {
    if (address.trim() !== '') paste.run({ profileId, address: address.trim() }, () => setAddress(''))
  }
  return (
    <form
      className={css['paste']}
      onSubmit={(event) => {
        event.preventDefault()
        hand()
      }}
    >
      <p className={css['lead']}>
        Sign in in the browser. It ends on an address that begins with{' '}
        <code>{redirect === null ? 'the redirect address' : visibleText(redirect)}</code>, maybe with an error page:
        that is fine. Copy the whole address from there and paste it here.
      </p>
      <div className={css['line']}>
        <TextInput
          className={css['field']}
          aria-label="Address that the browser ended on"
          placeholder="Paste the whole address"
          spellCheck={false}
          autoComplete="off"
          value={address}
          error={said !== null}
          aria-describedby={`${profileId}-pasted`}
          onChange={(event) => {
            setAddress(event.currentTarget.value)
            if (paste.failure !== null) paste.dismiss()
          }}
        />
        <Button type="submit" variant="light" loading={paste.isRunning} disabled={address.trim() === ''}>
          Go on
        </Button>
      </div>
      <p id={`${profileId}-pasted`} className={css['said']} role={said === null ? undefined : 'alert'}>
        {said !== null && `${said.title}. ${said.advice}`}
      </p>
    </form>
  )
}
