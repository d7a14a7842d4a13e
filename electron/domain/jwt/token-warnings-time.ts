import type { TokenWarning } from '../../contract/jwt.ts'
import {
  clockToleranceMs,
  countsInText,
  countsMilliseconds,
  instantOf,
  isBeyondAnyDate,
  timeClaims,
} from './claim-values.ts'
import { spanText } from './span-text.ts'
import type { ClaimSetting } from './token-to-inspect.ts'
import { warn, when } from './warning.ts'

type Values = ReadonlyMap<string, unknown>

const dayMs = 24 * 60 * 60 * 1000
const longRefreshMs = 90 * dayMs

/** What is odd about the times of a token. */
export function timeWarnings(values: Values, setting: ClaimSetting): readonly TokenWarning[] {
  return [
    ...timeClaims.flatMap((name) => writingOf(name, values)),
    ...missingTimes(values, setting),
    ...spanWarnings(values, setting),
  ]
}

function writingOf(name: string, values: Values): readonly TokenWarning[] {
  if (!values.has(name)) return []
  const value = values.get(name)
  if (countsMilliseconds(value)) {
    const lets =
      name === 'exp' ? 'Lets a stolen token be used for thousands of years, on a receiver that reads seconds' : null
    return [
      warn(
        name === 'exp' ? 'high' : 'medium',
        name,
        'RFC 7519 §2',
        `${name} counts milliseconds instead of seconds`,
        lets,
      ),
    ]
  }
  if (countsInText(value)) {
    const lets =
      name === 'exp' ? 'Lets a token be used after its end, on a receiver that passes over what is no number' : null
    return [warn('medium', name, 'RFC 7519 §2', `${name} is written as text instead of a number of seconds`, lets)]
  }
  if (instantOf(value) === null) {
    const lets =
      name === 'exp' ? 'Lets a token be used for ever, on a receiver that passes over what it cannot read' : null
    const what = isBeyondAnyDate(value) ? 'a number beyond any date' : 'not a number of seconds since 1970'
    return [warn('medium', name, 'RFC 7519 §2', `${name} is ${what}`, lets)]
  }
  const isFraction = typeof value === 'number' && !Number.isInteger(value)
  return when(
    isFraction,
    'note',
    name,
    'RFC 7519 §2',
    `${name} has a fraction of a second, which some receivers refuse`,
    null,
  )
}

function missingTimes(values: Values, { which }: ClaimSetting): readonly TokenWarning[] {
  const lets = 'Lets whoever gets hold of it use it for ever'
  if (which === 'refresh') {
    const text = 'It has no expiry (exp): it renews access until somebody revokes it'
    return when(!values.has('exp'), 'low', null, 'RFC 9700 §4.14.2', text, lets)
  }
  return [
    ...when(
      !values.has('exp'),
      ...(['medium', null, which === 'access' ? 'RFC 9068 §2.2' : 'RFC 7519 §4.1.4'] as const),
      'It has no expiry (exp): once stolen, it is good for ever',
      lets,
    ),
    ...when(
      (which === 'access' || which === 'id') && !values.has('iat'),
      ...(['low', null, which === 'access' ? 'RFC 9068 §2.2' : 'OpenID Connect Core §2'] as const),
      'It does not say when it was issued (iat)',
      null,
    ),
  ]
}

function spanWarnings(values: Values, { which, now }: ClaimSetting): readonly TokenWarning[] {
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => instantOf(values.get(name))?.getTime() ?? null)
  const begin = iat ?? nbf ?? null
  const lifeMs = typeof exp === 'number' && begin !== null ? exp - begin : null
  const isEndless = which === 'refresh' && lifeMs !== null && lifeMs > longRefreshMs
  const soonMs = now.getTime() + clockToleranceMs
  return [
    ...when(
      lifeMs !== null && lifeMs <= 0,
      ...(['low', 'exp', 'RFC 7519 §4.1.4'] as const),
      'It expired before it was issued, or in the same second',
      null,
    ),
    ...when(
      which !== 'refresh' && which !== 'id' && lifeMs !== null && lifeMs > dayMs,
      ...(['medium', 'exp', 'RFC 6750 §5.3'] as const),
      `It lives for ${spanText(lifeMs ?? 0)}; an hour or less is advised`,
      'Lets whoever gets hold of it use it for as long, since nothing is asked of the server meanwhile',
    ),
    ...when(
      isEndless,
      ...(['low', 'exp', 'RFC 9700 §4.14.2'] as const),
      `As a refresh token it lives for ${spanText(lifeMs ?? 0)}`,
      'Lets whoever gets hold of it renew access for as long, unless the server rotates it',
    ),
    ...when(
      typeof iat === 'number' && iat > soonMs,
      ...(['medium', 'iat', 'RFC 7519 §4.1.6'] as const),
      `It was issued in the future, by ${spanText((iat ?? 0) - now.getTime())}: one of the clocks is wrong`,
      null,
    ),
    ...when(
      typeof nbf === 'number' && nbf > soonMs,
      ...(['low', 'nbf', 'RFC 7519 §4.1.5'] as const),
      `It is not valid yet, for another ${spanText((nbf ?? 0) - now.getTime())} (nbf)`,
      null,
    ),
    ...when(
      typeof nbf === 'number' && typeof exp === 'number' && nbf >= exp,
      ...(['low', 'nbf', 'RFC 7519 §4.1.5'] as const),
      'It is never valid: it ends before it begins (nbf, exp)',
      null,
    ),
  ]
}
