import { isRecord } from '../json/is-record.ts'

/** A rectangle on the desktop, in device-independent pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window is, and whether it fills its display. */
export interface WindowPlace {
  /** Without a position the system centres the window. */
  readonly bounds: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number }
  readonly maximized: boolean
}

const isWholeNumber = (value: unknown): value is number => Number.isInteger(value)
const isLength = (value: unknown): value is number => isWholeNumber(value) && value > 0

/** null for anything but a place. By hand, since the window waits for it: a schema library takes longer to load. */
export function readWindowPlace(content: unknown): WindowPlace | null {
  if (!isRecord(content) || typeof content['maximized'] !== 'boolean' || !isRecord(content['bounds'])) return null
  const maximized = content['maximized']
  const { x, y, width, height } = content['bounds']
  if (!isLength(width) || !isLength(height)) return null
  const position = isWholeNumber(x) && isWholeNumber(y) ? { x, y } : {}
  return { bounds: { ...position, width, height }, maximized }
}

export interface PlacedWindow {
  readonly bounds: { x?: number; y?: number; width: number; height: number }
  readonly maximized: boolean
}

const usualSize = { width: 1360, height: 860 }
const smallestSize = { width: 900, height: 560 }
/** So much of the title bar must be on a display that a person can take hold of it. */
const grip = { width: 120, height: 32 }

const overlap = (from: number, length: number, otherFrom: number, otherLength: number) =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)

const canBeGrippedOn = (area: Area, { x, y, width }: Area) =>
  overlap(x, width, area.x, area.width) >= grip.width && y >= area.y && y + grip.height <= area.y + area.height

const fit = (wanted: number, smallest: number, room: number) => Math.min(Math.max(wanted, smallest), room)

/**
 * The bounds to open the window with: those it had, unless their display is gone or too small; then (and at first) a
 * usual size, without a position, so that the system centres it. `workAreas` are those of the displays, first the main one.
 */
export function placeWindow(saved: WindowPlace | null, workAreas: readonly Area[]): PlacedWindow {
  const { width, height, x, y } = { ...usualSize, ...saved?.bounds }
  const position = x === undefined || y === undefined ? null : { x, y }
  const home = workAreas.find((area) => position !== null && canBeGrippedOn(area, { ...position, width, height }))
  const [main = { x: 0, y: 0, ...usualSize }] = workAreas
  const area = home ?? main
  const size = {
    width: fit(width, smallestSize.width, area.width),
    height: fit(height, smallestSize.height, area.height),
  }
  const isAtHome = position !== null && home !== undefined
  return { bounds: isAtHome ? { ...position, ...size } : size, maximized: saved?.maximized ?? false }
}
