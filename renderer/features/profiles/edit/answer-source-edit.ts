import type { AnswerSource, LoginLifetime } from '@contract/ways'

/** Where in an answer a value stands, as it is typed. */
export interface SourceEdit {
  readonly from: AnswerSource['from']
  readonly path: string
  readonly name: string
}

export const sourceEditOf = (source: AnswerSource | null, path: string): SourceEdit => {
  if (source === null) return { from: 'json', path, name: '' }
  return source.from === 'json'
    ? { from: 'json', path: source.path, name: '' }
    : { from: source.from, path, name: source.name }
}

export const sourceOf = ({ from, path, name }: SourceEdit): AnswerSource =>
  from === 'json' ? { from, path: path.trim() } : { from, name: name.trim() }

/** How long the token lives, as it is typed. */
export interface LifetimeEdit {
  readonly by: LoginLifetime['by']
  readonly seconds: string
  readonly source: SourceEdit
  readonly means: 'seconds' | 'instant'
}

const expiresIn = '$.expires_in'
export const unknownLifetime: LifetimeEdit = {
  by: 'unknown',
  seconds: '3600',
  source: sourceEditOf(null, expiresIn),
  means: 'seconds',
}

export function lifetimeEditOf(lifetime: LoginLifetime): LifetimeEdit {
  switch (lifetime.by) {
    case 'unknown':
      return unknownLifetime
    case 'fixed':
      return { ...unknownLifetime, by: 'fixed', seconds: String(lifetime.seconds) }
    case 'answer':
      return {
        ...unknownLifetime,
        by: 'answer',
        source: sourceEditOf(lifetime.source, expiresIn),
        means: lifetime.means,
      }
  }
}

export function lifetimeOf({ by, seconds, source, means }: LifetimeEdit): LoginLifetime {
  if (by === 'fixed') return { by, seconds: Number(seconds.trim()) }
  return by === 'answer' ? { by, source: sourceOf(source), means } : { by }
}
