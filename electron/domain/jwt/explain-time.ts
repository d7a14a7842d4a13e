import { clockToleranceMs, countsInText, countsMilliseconds, instantOf, isBeyondAnyDate } from './claim-values.ts'
import { spanText } from './span-text.ts'

export interface Words {
  readonly meaning: string
  readonly attention: boolean
}
export const calm = (meaning: string): Words => ({ meaning, attention: false })
export const look = (meaning: string): Words => ({ meaning, attention: true })

/** A claim that is a time, held against the clock. `usual` is what it means when nothing is odd about it. */
export function explainTime(
  name: string,
  value: unknown,
  usual: string,
  all: ReadonlyMap<string, unknown>,
  now: Date,
): Words {
  if (isBeyondAnyDate(value)) return look('Not a time: a number beyond any date')
  if (countsMilliseconds(value)) return look('Too large for seconds: this seems to count milliseconds')
  if (countsInText(value)) return look('Written as text: a number belongs here, without quotes')
  const instant = instantOf(value)
  if (instant === null) return look('Not a time: a number of seconds since 1970 belongs here')
  const aheadMs = instant.getTime() - now.getTime()
  const isAhead = aheadMs > clockToleranceMs
  switch (name) {
    case 'exp':
      return aheadMs <= 0 ? look('It expired at this moment') : calm(usual)
    case 'nbf':
      return isAhead ? look('It is not valid before this moment, which is still to come') : calm(usual)
    case 'iat': {
      if (isAhead) return look('It was issued in the future, by this machine’s clock')
      const end = instantOf(all.get('exp'))
      return calm(end === null ? usual : `${usual}; lives ${spanText(end.getTime() - instant.getTime())} in all`)
    }
    default:
      return isAhead ? look(`${usual}: in the future, by this machine’s clock`) : calm(usual)
  }
}
