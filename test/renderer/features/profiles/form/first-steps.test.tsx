// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { openForm } from './form-driver.tsx'

afterEach(cleanup)

describe('a new profile', () => {
  test('of which only the kind was chosen is told of no mistake yet', async () => {
    const form = await openForm()
    await form.user.click(form.dialog.getByRole('radio', { name: /^Digest/ }))
    expect(form.dialog.queryByText('Give the profile a name')).toBeNull()
    await form.user.click(form.field('Name'))
    await form.user.tab()
    expect(form.dialog.getByText('Give the profile a name')).toBeTruthy()
  })
})
