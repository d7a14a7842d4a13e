import { Button } from '@mantine/core'
import { useState } from 'react'
import css from './welcome.module.css'

/** The quickest way in: an API's address is enough where the API tells where to sign in. */
export function ApiAddress({ onFindLogin }: { readonly onFindLogin: (url: string) => void }) {
  const [address, setAddress] = useState('')
  const isEmpty = address.trim() === ''
  return (
    <form
      className={css['api']}
      aria-label="Start from an API"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isEmpty) onFindLogin(address.trim())
      }}
    >
      <h2 className={css['apiTitle']}>Start from an API</h2>
      <p className={css['text']}>
        Paste its address. Claimcheck asks it where to sign in, makes a profile, and sends the request with a token.
      </p>
      <div className={css['apiLine']}>
        {/* A plain field: this page is the first picture, and a component for it would have to be waited for. */}
        <input
          className={css['apiField']}
          type="text"
          aria-label="Address of an API"
          placeholder="https://api.example.com/orders"
          spellCheck={false}
          autoComplete="off"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" disabled={isEmpty}>
          Find its login
        </Button>
      </div>
    </form>
  )
}
