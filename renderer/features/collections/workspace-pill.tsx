import { IconChevronDown, IconFolderOpen, IconRocket } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CollectionTree } from '@contract/collections'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { useCollectionTree } from '../../bridge/use-collection-tree.ts'
import { failureText } from '../../text/failure-text.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { PillButton } from '../../ui/pill-button.tsx'
import type { Point } from '../../ui/menu-entry.ts'
import { PointMenu } from '../../ui/point-menu.tsx'
import { Toast } from '../../ui/toast.tsx'

/** The workspace in the top bar, and the way to another one. `onOpened` is told when another one is there. */
export function WorkspacePill({ onOpened }: { readonly onOpened: () => void }) {
  const queries = useQueryClient()
  const tree = useCollectionTree()
  const [menuAt, setMenuAt] = useState<Point | null>(null)
  const other = [queryKeys.requests, queryKeys.environment, ['preview']]
  const choose = useAsk('collections.chooseFolder', other)
  const openPlayground = useAsk('collections.openPlayground', other)

  const opened = (now: CollectionTree | null) => {
    if (now === null) return
    queries.setQueryData(queryKeys.collectionTree, now)
    onOpened()
  }
  const failure = choose.failure ?? openPlayground.failure
  const dismiss = () => {
    choose.dismiss()
    openPlayground.dismiss()
  }
  const name = tree.state === 'ready' ? visibleText(tree.value.name) : tree.state === 'loading' ? '…' : 'No workspace'
  const isPlayground = tree.state === 'ready' && tree.value.isPlayground
  return (
    <>
      <PillButton
        aria-haspopup="menu"
        aria-expanded={menuAt !== null}
        aria-label={`Workspace ${name}`}
        {...(tree.state === 'failed' && { tone: 'bad' as const })}
        title={tree.state === 'ready' ? visibleText(tree.value.folder) : name}
        after={<IconChevronDown size={13} aria-hidden="true" />}
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          setMenuAt({ x: left, y: bottom + 4 })
        }}
      >
        {name}
      </PillButton>
      {menuAt !== null && (
        <PointMenu
          label="Workspace"
          heading={tree.state === 'ready' ? { title: name, detail: visibleText(tree.value.folder) } : undefined}
          at={menuAt}
          onClose={() => setMenuAt(null)}
          groups={[
            [
              {
                label: 'Open folder…',
                icon: <IconFolderOpen size={15} />,
                unavailable: choose.isRunning ? 'The dialog is open' : undefined,
                onChoose: () => choose.run({}, opened),
              },
              {
                label: 'Playground workspace',
                icon: <IconRocket size={15} />,
                isChecked: isPlayground,
                onChoose: () => (isPlayground ? undefined : openPlayground.run({}, opened)),
              },
            ],
          ]}
        />
      )}
      {failure !== null && (
        <Toast key={failure.code} onClose={dismiss}>
          {`${failureText(failure).title}. ${failureText(failure).advice}`}
        </Toast>
      )}
    </>
  )
}
