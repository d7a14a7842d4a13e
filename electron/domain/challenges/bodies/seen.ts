import type { AnsweredBy, SaidReason } from '../problem.ts'
import type { Page } from './page.ts'
import type { SaidMembers } from './said-members.ts'

/** An answer, read as far as it can be without knowing who wrote it. */
export interface Seen {
  readonly status: number
  /** The first of that name, or an empty text. */
  readonly header: (name: string) => string
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown
  readonly said: SaidMembers | null
  readonly page: Page | null
  /** The body's beginning where it is neither. */
  readonly plain: string
  /** Code, title and detail; or the page's title and text; or the plain text: what a phrase is looked for in. */
  readonly words: string
}

/** A product whose answers can be told from others', and what its phrases mean. */
export interface KnownServer extends AnsweredBy {
  /** It refuses with any status, 200 as well. */
  readonly atAnyStatus?: true
  readonly wrote: (seen: Seen) => boolean
  /** The first that is found counts; a null is a phrase that says nothing of the reason, whatever words it has. */
  readonly means: readonly (readonly [RegExp, SaidReason | null])[]
}
