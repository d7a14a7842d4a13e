// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { Disclosure } from '../../../renderer/ui/disclosure.tsx'

afterEach(cleanup)

const section = (isWanted: boolean) => (
  <Disclosure title="More" summary="two set" isWanted={isWanted}>
    <p>content</p>
  </Disclosure>
)

describe('a section that is closed', () => {
  test('draws nothing of its content before it is opened, and keeps it when it is closed again', () => {
    render(section(false))
    expect(screen.queryByText('content')).toBeNull()
    fireEvent.click(screen.getByText('More'))
    screen.getByText('content')
    fireEvent.click(screen.getByText('More'))
    expect(screen.getByRole('group')).toHaveProperty('open', false)
    screen.getByText('content')
  })

  test('opens by itself when something in it wants attention', () => {
    const { rerender } = render(section(false))
    rerender(section(true))
    expect(screen.getByRole('group')).toHaveProperty('open', true)
    screen.getByText('content')
  })
})
