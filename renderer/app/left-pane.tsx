import type { ItemPath, ProfileId } from '@contract/ids'
import { CollectionTree } from '../features/collections/collection-tree.tsx'
import { ProfileList } from '../features/profiles/profile-list.tsx'
import { useWorkbench, useWorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import { SignInPanel } from '../features/sign-in/sign-in-panel.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import css from './shell.module.css'
import type { WindowDeeds } from './window-deeds.ts'

interface LeftPaneProps {
  readonly deeds: WindowDeeds
  readonly inspected: ProfileId | null
}

/** What there is to send, and who to send it as. */
export function LeftPane({ deeds, inspected }: LeftPaneProps) {
  const store = useWorkbenchStore()
  const activePath = useWorkbench(
    ({ tabs }): ItemPath | null => tabs.tabs.find(({ id }) => id === tabs.activeTab)?.path ?? null,
  )
  return (
    <div className={css['left-content']}>
      <div className={css['tree']}>
        <ErrorBoundary part="The list of requests">
          <CollectionTree
            activePath={activePath}
            onOpen={deeds.openRequest}
            onNewRequest={deeds.newRequestIn}
            onRenamed={(from, to) => store.happened({ type: 'item-renamed', from, to })}
            onRemoved={(path) => store.happened({ type: 'item-removed', path })}
          />
        </ErrorBoundary>
      </div>
      <div className={css['profiles']}>
        <ErrorBoundary part="The list of profiles">
          <ProfileList
            activeId={inspected}
            onInspect={(id) => deeds.inspect(id, null)}
            deeds={{
              signIn: ({ id }, prompt) => deeds.signIn(id, prompt),
              userinfo: ({ id }) => deeds.askServer(id, 'userinfo'),
              introspect: ({ id }) => deeds.askServer(id, 'introspect'),
              revoke: ({ id }) => deeds.askServer(id, 'revoke'),
              signOutAtServer: ({ id }) => deeds.askServer(id, 'sign-out'),
              findLogin: () => deeds.findLogin(),
            }}
          />
        </ErrorBoundary>
      </div>
      <SignInPanel onEditProfile={deeds.editProfile} onOpenVault={deeds.openVault} />
    </div>
  )
}
