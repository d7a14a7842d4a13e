// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { wipedWhenGone } from '../../../renderer/ui/wiped-when-gone.ts'

afterEach(cleanup)

function Field() {
  const [text, setText] = useState('')
  return (
    <input ref={wipedWhenGone} aria-label="Passphrase" value={text} onChange={(event) => setText(event.target.value)} />
  )
}

test('what was typed into a field of a secret goes with the field, and not before', async () => {
  const view = render(<Field />)
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Passphrase' })
  await userEvent.setup().type(field, 'seven lamps')
  view.rerender(<Field />)
  expect(field.outerHTML).toContain('seven lamps')
  expect(field.value).toBe('seven lamps')
  view.unmount()
  expect(field.isConnected).toBe(false)
  expect(field.value).toBe('')
  expect(field.outerHTML).not.toContain('seven lamps')
})
