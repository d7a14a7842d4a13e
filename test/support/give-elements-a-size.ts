import { afterEach, beforeEach } from 'vitest'

/**
 * happy-dom lays nothing out, so a virtual list would see a window of height 0 and show no row. Here every element is
 * `width` × `height` CSS pixels, in this file's tests only.
 */
export function giveElementsASize(width: number, height: number): void {
  const sizes = { offsetWidth: width, offsetHeight: height, clientWidth: width, clientHeight: height }
  const before = new Map<string, PropertyDescriptor | undefined>()
  beforeEach(() => {
    for (const [name, value] of Object.entries(sizes)) {
      before.set(name, Object.getOwnPropertyDescriptor(HTMLElement.prototype, name))
      Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
    }
  })
  afterEach(() => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(HTMLElement.prototype, name)
      else Object.defineProperty(HTMLElement.prototype, name, descriptor)
    }
  })
}
