// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Toast } from '../../../renderer/ui/toast.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** As an owner with a clock in it does: each time with a function of its own. */
const anOwner = (onClose: () => void) => (
  <MantineProvider>
    <Toast onClose={() => onClose()}>Saved</Toast>
  </MantineProvider>
)

describe('a toast', () => {
  test('goes by itself, although its owner is drawn anew each second', () => {
    const onClose = vi.fn<() => void>()
    const { rerender } = render(anOwner(onClose))
    expect(screen.getByRole('status').textContent).toBe('Saved')
    for (let second = 0; second < 11; second++) {
      act(() => void vi.advanceTimersByTime(1000))
      rerender(anOwner(onClose))
    }
    expect(onClose).toHaveBeenCalledTimes(1)
  })
})
