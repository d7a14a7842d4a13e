import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ResponseOf } from '@contract/channels'
import type { RequestDraft } from '@contract/requests'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'

const askAfterMs = 150

/** What Send would put on the wire, asked for a moment after the last key. */
export function usePreview(draft: RequestDraft): Loadable<ResponseOf<'requests.preview'>> {
  const bridge = useBridge()
  const [settled, setSettled] = useState(draft)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(draft), askAfterMs)
    return () => window.clearTimeout(timer)
  }, [draft])
  return toLoadable(
    useQuery({
      queryKey: queryKeys.preview(JSON.stringify(settled)),
      queryFn: () => bridge.ask('requests.preview', { draft: settled }),
      placeholderData: keepPreviousData,
      gcTime: 10_000,
    }),
  )
}
