import { inspect } from 'node:util'

const mask = '[secret]'

/** A string that cannot be logged, interpolated or serialised by accident; `reveal` is easy to grep for in review. */
export class SecretText {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return mask
  }
  toJSON(): string {
    return mask
  }
  [inspect.custom](): string {
    return mask
  }
}
