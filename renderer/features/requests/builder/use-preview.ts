import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ResponseOf } from '@contract/channels'
import type { RequestDraft } from '@contract/requests'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'

const askAfterMs = 150

export interface Preview extends ResponseOf<'requests.preview'> {
  /** The address that it is the preview of: the one typed a moment ago, until the newer one is looked at. */
  readonly askedUrl: string
}

/** What Send would put on the wire, asked for a moment after the last key. */
export function usePreview(draft: RequestDraft): Loadable<Preview> {
  const bridge = useBridge()
  const [settled, setSettled] = useState(draft)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(draft), askAfterMs)
    return () => window.clearTimeout(timer)
  }, [draft])
  return toLoadable(
    useQuery({
      queryKey: queryKeys.preview(JSON.stringify(settled)),
      queryFn: async () => ({ ...(await bridge.ask('requests.preview', { draft: settled })), askedUrl: settled.url }),
      placeholderData: keepPreviousData,
      gcTime: 10_000,
    }),
  )
}
