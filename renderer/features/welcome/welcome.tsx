import { useState } from 'react'
import type { CollectionTree } from '@contract/collections'
import type { ItemPath, ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { useCollectionTree } from '../../bridge/use-collection-tree.ts'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { ApiAddress } from './api-address.tsx'
import { FirstStepList } from './first-step-list.tsx'
import { planFirstSteps } from './first-steps.ts'
import { QuickStart } from './quick-start.tsx'
import { readWork, type RememberedWork } from './remembered-work.ts'
import { Shortcuts } from './shortcuts.tsx'
import css from './welcome.module.css'

interface WelcomeProps {
  readonly onOpen: (path: ItemPath) => void
  readonly onSignIn: (id: ProfileId) => void
  readonly onFindLogin: (url: string) => void
}

/** The main area while no tab is open: the main job in three steps, and once those are done, the quick ways on. */
export function Welcome({ onOpen, onSignIn, onFindLogin }: WelcomeProps) {
  const tree = useCollectionTree()
  const profiles = useProfiles()
  const [work] = useState(() => readWork(window.localStorage))
  return (
    <section className={css['page']} aria-label="Start">
      <div className={css['column']}>
        {(tree.state === 'loading' || profiles.state === 'loading') && (
          <LoadingLines label="Loading the start page" lines={6} />
        )}
        {tree.state === 'failed' && <FailureNotice failure={tree.failure} on={{ retry: tree.retry }} />}
        {profiles.state === 'failed' && <FailureNotice failure={profiles.failure} on={{ retry: profiles.retry }} />}
        {tree.state === 'ready' && profiles.state === 'ready' && (
          <Ready
            tree={tree.value}
            profiles={profiles.value}
            work={work}
            onOpen={onOpen}
            onSignIn={onSignIn}
            onFindLogin={onFindLogin}
          />
        )}
      </div>
    </section>
  )
}

interface ReadyProps extends WelcomeProps {
  readonly tree: CollectionTree
  readonly profiles: readonly ProfileSummary[]
  readonly work: RememberedWork
}

function Ready({ tree, profiles, work, onOpen, onSignIn, onFindLogin }: ReadyProps) {
  const steps = planFirstSteps(tree, profiles, work)
  return (
    <>
      {steps === null ? (
        <QuickStart tree={tree} profiles={profiles} work={work} onOpen={onOpen} onSignIn={onSignIn} />
      ) : (
        <FirstStepList steps={steps} onOpen={onOpen} onSignIn={onSignIn} />
      )}
      <ApiAddress onFindLogin={onFindLogin} />
      <Shortcuts />
    </>
  )
}
