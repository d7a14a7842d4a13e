import { describe, expect, test } from 'vitest'
import { placeWindow } from '../../../../electron/domain/settings/window-placement.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const monitor = { x: -2560, y: 0, width: 2560, height: 1440 }
const saved = (bounds: { x?: number; y?: number; width: number; height: number }, maximized = false) => ({
  bounds,
  maximized,
})

describe('a window', () => {
  test('opens at first in a usual size, where the system puts it', () => {
    expect(placeWindow(null, [laptop])).toEqual({ bounds: { width: 1360, height: 860 }, maximized: false })
  })

  test('opens where it was, also on a monitor to the left', () => {
    const bounds = { x: -2000, y: 100, width: 1600, height: 1200 }
    expect(placeWindow(saved(bounds, true), [laptop, monitor])).toEqual({ bounds, maximized: true })
  })

  test.each([
    ['its monitor is gone', { x: -2000, y: 100, width: 1200, height: 800 }],
    ['only a sliver of it would show', { x: 1400, y: 100, width: 1200, height: 800 }],
    ['its title bar would be above the display', { x: 100, y: -40, width: 1200, height: 800 }],
    ['its title bar would be below the display', { x: 100, y: 890, width: 1200, height: 800 }],
    ['it has no position', { width: 1200, height: 800 }],
  ])('keeps its size and gets a new place when %s', (_why, bounds) => {
    expect(placeWindow(saved(bounds), [laptop])).toEqual({ bounds: { width: 1200, height: 800 }, maximized: false })
  })

  test('is no larger than its display, and no smaller than it can be used', () => {
    expect(placeWindow(saved({ x: 0, y: 25, width: 9000, height: 9000 }), [laptop]).bounds).toEqual({
      ...laptop,
    })
    expect(placeWindow(saved({ x: 0, y: 25, width: 10, height: 10 }), [laptop]).bounds).toMatchObject({
      width: 900,
      height: 560,
    })
  })

  test('opens also where no display is known', () => {
    expect(placeWindow(null, [])).toEqual({ bounds: { width: 1360, height: 860 }, maximized: false })
  })
})
