import type { SaidReason } from '../../../../electron/domain/challenges/problem.ts'

export interface BodyRow {
  readonly product: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
  /** Who is recognised; null: nobody. */
  readonly by: string | null
  readonly reason: SaidReason | null
  /** What is quoted of it. */
  readonly words?: string
  readonly scopes?: readonly string[]
}

export const page = (title: string, text = '') =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title><style>p{}</style></head><body><h1>${title}</h1><p>${text}</p></body></html>`
