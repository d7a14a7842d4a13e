import { useQuery } from '@tanstack/react-query'
import { useBridge } from '../bridge/bridge-context.tsx'
import { queryKeys } from '../bridge/query-keys.ts'
import { useNow } from '../bridge/use-now.ts'
import { useProfiles } from '../bridge/use-profiles.ts'
import { useSettings } from '../bridge/use-settings.ts'
import { useVault } from '../bridge/use-vault.ts'
import { PlaygroundStatus } from '../features/playground/playground-status.tsx'
import { sessionFace } from '../text/session-face.ts'
import { signInEndOf } from '../text/sign-in-end.ts'
import css from './status-bar.module.css'

/** Facts that hold for the whole window. */
export function StatusBar() {
  const bridge = useBridge()
  const settings = useSettings()
  const facts = useQuery({ queryKey: queryKeys.appFacts, queryFn: () => bridge.ask('app.facts', {}) }).data
  return (
    <footer className={css['bar']} data-pane="status" tabIndex={-1}>
      <PlaygroundStatus />
      {settings.state === 'ready' && (
        <span title="Tokens of profiles that are kept fresh are refreshed before they expire">
          auto-refresh {settings.value.refreshInBackground ? 'on' : 'off'}
        </span>
      )}
      <span className={css['space']} />
      <SessionCounts />
      {facts !== undefined && (
        <span
          title={`Electron ${facts.electron}, Chromium ${facts.chromium}, Node ${facts.node}${facts.sandboxed ? '' : ', without its sandbox'}`}
        >
          Claimcheck {facts.version}
        </span>
      )}
    </footer>
  )
}

function SessionCounts() {
  const now = useNow()
  const profiles = useProfiles()
  const vault = useVault()
  const isLocked = vault.state === 'ready' && vault.value.state === 'locked'
  if (profiles.state !== 'ready') return null
  const states = profiles.value.map(({ session }) => sessionFace(session, now).state)
  const counted = (['fresh', 'expiring', 'expired'] as const)
    .map((state) => ({ state, count: states.filter((each) => each === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
  const ending = profiles.value.filter(({ session }) => signInEndOf(session, now)?.phase === 'soon').length
  return (
    <>
      {ending > 0 && (
        <span className={css['warning']}>{ending === 1 ? '1 sign-in ends soon' : `${ending} sign-ins end soon`}</span>
      )}
      <span>{counted.length === 0 ? (isLocked ? 'tokens locked' : 'no tokens') : counted.join(' · ')}</span>
    </>
  )
}
