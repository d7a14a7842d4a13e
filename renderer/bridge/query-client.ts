import { notifyManager, QueryClient } from '@tanstack/react-query'

// By itself it waits for a timer: what one answer changes would be drawn twice, and the second time in a later task.
notifyManager.setScheduler(queueMicrotask)

/**
 * Facts stay until an event or a mutation says that they changed; main is on this machine, so nothing is tried again by
 * itself. A deed that nobody shows any more is forgotten at once: it may have been asked with what a person typed.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
