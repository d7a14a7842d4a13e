import {
  IconChevronUp,
  IconClock,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconUsersPlus,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { PlaygroundStatus as Status } from '@contract/playground'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { usePlayground } from '../../bridge/use-playground.ts'
import { failureText } from '../../text/failure-text.ts'
import { countOf } from '../../text/sizes.ts'
import { formatSpan } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import type { MenuEntry, Point } from '../../ui/menu-entry.ts'
import { PointMenu } from '../../ui/point-menu.tsx'
import { Toast } from '../../ui/toast.tsx'
import { toneColour, type Tone } from '../../ui/tone.ts'
import css from './playground-status.module.css'

const lifetimesSeconds = [10, 30, 60, 300, 900, 3600] as const
const size = 15

interface Face {
  readonly tone: Tone
  readonly words: string
}

/** `127.0.0.1:9400` of the issuer's address. */
const hostOf = (issuer: string | null) => (issuer !== null && URL.canParse(issuer) ? new URL(issuer).host : '')

function faceOf(status: Status): Face {
  switch (status.state) {
    case 'running':
      return { tone: 'ok', words: `Playground running on ${hostOf(status.issuer)}` }
    case 'starting':
      return { tone: 'info', words: 'Playground starting…' }
    case 'stopped':
      return { tone: 'off', words: 'Playground stopped' }
    case 'failed':
      return { tone: 'bad', words: 'Playground failed' }
  }
}

/** The embedded authorisation server and demo API, in the status bar; a click offers what can be done with it. */
export function PlaygroundStatus() {
  const playground = usePlayground()
  const queries = useQueryClient()
  const [menuAt, setMenuAt] = useState<Point | null>(null)
  const changes = [queryKeys.environment]
  const start = useAsk('playground.start', changes)
  const stop = useAsk('playground.stop', changes)
  const configure = useAsk('playground.configure')
  const [added, setAdded] = useState<string | null>(null)
  const forgetAdded = useCallback(() => setAdded(null), [])
  const examples = useAsk('playground.addExamples', [queryKeys.profiles])
  const keep = (status: Status) => void queries.setQueryData(queryKeys.playground, status)

  if (playground.state === 'loading') return <span className={css['status']}>Playground…</span>
  if (playground.state === 'failed') {
    const { title, advice } = failureText(playground.failure)
    return (
      <button type="button" className={css['status']} title={advice} onClick={playground.retry}>
        <i className={css['dot']} style={{ background: 'var(--bad)' }} /> Playground: {title}. Try again
      </button>
    )
  }
  const status = playground.value
  const face = faceOf(status)
  const failed = [start, stop, configure, examples].find(({ failure }) => failure !== null)?.failure ?? null
  const problem = failed === null ? status.problem : `${failureText(failed).title}. ${failureText(failed).advice}`
  const isOff = status.state === 'stopped' || status.state === 'failed'
  const power: MenuEntry = isOff
    ? {
        label: status.state === 'failed' ? 'Start again' : 'Start',
        icon: status.state === 'failed' ? <IconRefresh size={size} /> : <IconPlayerPlay size={size} />,
        onChoose: () => start.run({}, keep),
      }
    : {
        label: 'Stop',
        icon: <IconPlayerStop size={size} />,
        unavailable: status.state === 'starting' ? 'It is starting' : undefined,
        onChoose: () => stop.run({}, keep),
      }
  const addExamples: MenuEntry = {
    label: 'Add example profiles',
    icon: <IconUsersPlus size={size} />,
    onChoose: () => examples.run({}, (answer) => setAdded(addedWords(answer.added))),
  }
  const lifetimes = lifetimesSeconds.map((accessTokenSeconds): MenuEntry => ({
    label: `Tokens live ${formatSpan(accessTokenSeconds * 1000)}`,
    icon: <IconClock size={size} />,
    isChecked: accessTokenSeconds === status.accessTokenSeconds,
    onChoose: () => configure.run({ accessTokenSeconds }, keep),
  }))
  return (
    <>
      <button
        type="button"
        className={css['status']}
        aria-haspopup="menu"
        aria-expanded={menuAt !== null}
        title={problem === null ? 'An authorisation server and an API to try things on' : visibleText(problem)}
        onClick={(event) => {
          const { left, top } = event.currentTarget.getBoundingClientRect()
          setMenuAt({ x: left, y: top - 4 })
        }}
      >
        <i className={css['dot']} style={{ background: toneColour(face.tone) }} />
        {face.words}
        <IconChevronUp size={12} aria-hidden="true" />
      </button>
      {problem !== null && (
        <span role="alert" className={css['problem']} title={visibleText(problem)}>
          {visibleText(problem)}
        </span>
      )}
      {isOff && problem !== null && (
        <button type="button" className={css['retry']} onClick={() => start.run({}, keep)}>
          {start.isRunning ? 'Starting…' : 'Start again'}
        </button>
      )}
      {status.forgottenSignIns > 0 && <ForgottenSignIns count={status.forgottenSignIns} />}
      {added !== null && <Toast onClose={forgetAdded}>{added}</Toast>}
      {menuAt !== null && (
        <PointMenu
          label="Playground"
          heading={{ title: face.words, detail: detailOf(status) }}
          at={menuAt}
          groups={[[power, addExamples], lifetimes]}
          onClose={() => setMenuAt(null)}
        />
      )}
    </>
  )
}

const addedWords = (count: number): string =>
  count === 0
    ? 'Every example profile is there already'
    : `Added ${countOf(count, 'profile')}: one for each way to a token`

function detailOf({ state, issuer, apiUrl, secureApiUrl, accessTokenSeconds, signInSeconds }: Status): string {
  if (state !== 'running') return 'An authorisation server and an API on this machine only.'
  const secure = secureApiUrl === null ? '' : `, over TLS ${secureApiUrl}`
  const lives = `Access tokens live ${formatSpan(accessTokenSeconds * 1000)}, sign-ins ${formatSpan(signInSeconds * 1000)}.`
  return `Issuer ${issuer ?? ''}, API ${apiUrl ?? ''}${secure}. ${lives}`
}

/** What looks like lost tokens is told once for each start. */
function ForgottenSignIns({ count }: { readonly count: number }) {
  const [isTold, setTold] = useState(false)
  if (isTold) return null
  const signIns =
    count === 1 ? 'one sign-in of its earlier run is over' : `${count} sign-ins of its earlier run are over`
  return <Toast onClose={() => setTold(true)}>{`The playground keeps nothing: with its new start ${signIns}`}</Toast>
}
