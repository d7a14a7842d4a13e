import type { Session } from '@contract/tokens'
import { useNow } from '../../bridge/use-now.ts'
import { formatSpan } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './inspector.module.css'

type Trouble = NonNullable<Extract<Session, { state: 'active' }>['trouble']>

/** A refresh that failed without being refused: nothing is lost, and it is tried again. */
export function RefreshTrouble({ trouble }: { readonly trouble: Trouble }) {
  const now = useNow()
  const leftMs = trouble.retryAt === null ? null : new Date(trouble.retryAt).getTime() - now.getTime()
  const next =
    leftMs === null
      ? 'It is tried again when a request needs the token.'
      : leftMs <= 0
        ? 'It is tried again now.'
        : `It is tried again in ${formatSpan(leftMs)}.`
  return (
    <div className={css['block']}>
      <Notice tone="warn" title="The last refresh failed">
        {visibleText(trouble.message)} {next} The tokens are kept.
      </Notice>
    </div>
  )
}
