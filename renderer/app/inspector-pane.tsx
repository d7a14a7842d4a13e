import { lazy, Suspense } from 'react'
import { LoadingLines } from '../ui/loading-lines.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { SidePane } from './side-pane.tsx'
import type { LayoutDeeds } from './use-layout.ts'
import type { Inspected } from './use-inspected.ts'
import type { WindowDeeds } from './window-deeds.ts'

const Inspector = lazy(async () => ({ default: (await import('../features/tokens/inspector.tsx')).Inspector }))

interface InspectorPaneProps extends LayoutDeeds {
  readonly deeds: WindowDeeds
  readonly inspected: Inspected
}

/** The token that a person looks at, beside whatever else they do. */
export function InspectorPane({ layout, change, settle, deeds, inspected }: InspectorPaneProps) {
  return (
    <SidePane
      side="right"
      label="Token inspector"
      width={layout.inspectorWidth}
      min={260}
      max={800}
      onWidth={(inspectorWidth) => change({ inspectorWidth })}
      onSettled={(inspectorWidth) => settle({ inspectorWidth })}
    >
      <ErrorBoundary part="The inspector">
        <Suspense fallback={<LoadingLines label="Loading the inspector" lines={6} />}>
          <Inspector
            profileId={inspected.profileId}
            subject={inspected.subject}
            focusClaim={inspected.claim}
            onSignIn={deeds.signIn}
            onService={deeds.askServer}
            onTrace={deeds.showTrace}
            onEdit={deeds.editProfile}
            onOpenVault={deeds.openVault}
            onInspect={(subject) => deeds.inspect(subject, null)}
            onCompare={deeds.compare}
            onEditForTests={deeds.editToken}
            onOpenDesk={deeds.openDesk}
            onBack={deeds.inspectChosenProfile}
          />
        </Suspense>
      </ErrorBoundary>
    </SidePane>
  )
}
