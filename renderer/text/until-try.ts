import { formatSpan } from './times.ts'

/** `in 22 s`; `in a moment` once it is due. */
export function untilTry(retryAt: string, now: Date): string {
  const leftMs = new Date(retryAt).getTime() - now.getTime()
  return leftMs < 1000 ? 'in a moment' : `in ${formatSpan(leftMs)}`
}
