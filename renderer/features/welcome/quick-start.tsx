import type { CollectionTree } from '@contract/collections'
import type { ItemPath, ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { useNow } from '../../bridge/use-now.ts'
import { sessionFace } from '../../text/session-face.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { canSignIn, needsPerson } from '../../text/way-words.ts'
import { MethodLabel } from '../../ui/method-label.tsx'
import { StatusRing } from '../../ui/status-ring.tsx'
import { requestsToShow } from './first-steps.ts'
import type { RememberedWork } from './remembered-work.ts'
import css from './welcome.module.css'

interface QuickStartProps {
  readonly tree: CollectionTree
  readonly profiles: readonly ProfileSummary[]
  readonly work: RememberedWork
  readonly onOpen: (path: ItemPath) => void
  readonly onSignIn: (id: ProfileId) => void
}

/** Where to go on: what was sent last, and who needs a sign-in. */
export function QuickStart({ tree, profiles, work, onOpen, onSignIn }: QuickStartProps) {
  const now = useNow()
  const { areRecent, requests } = requestsToShow(tree, work)
  const waiting = profiles.filter(
    ({ session, way }) => canSignIn(way) && (session.state === 'signed-out' || session.state === 'sign-in-again'),
  )
  return (
    <>
      <h1 className={css['title']} title={visibleText(tree.folder)}>
        {visibleText(tree.name)}
      </h1>
      <p className={css['lead']}>
        {requests.length === 0
          ? 'This workspace holds no requests yet. Make one with the plus sign beside “Requests”.'
          : 'Open a request, or go on where you were.'}
      </p>
      <div className={css['lists']}>
        {requests.length > 0 && (
          <section aria-label={areRecent ? 'Sent last' : 'Requests'}>
            <h2 className={css['heading']}>{areRecent ? 'Sent last' : 'Requests'}</h2>
            <ul>
              {requests.map(({ path, name, method }) => (
                <li key={path}>
                  <button type="button" className={css['entry']} title={path} onClick={() => onOpen(path)}>
                    <MethodLabel method={method} />
                    <span className={css['name']}>{visibleText(name)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        {waiting.length > 0 && (
          <section aria-label="Signed out">
            <h2 className={css['heading']}>Signed out</h2>
            <ul>
              {waiting.map((profile) => {
                const face = sessionFace(profile.session, now, profile.way.kind)
                const name = visibleText(profile.name)
                return (
                  <li key={profile.id}>
                    <button
                      type="button"
                      className={css['entry']}
                      title={face.sentence}
                      onClick={() => onSignIn(profile.id)}
                    >
                      <StatusRing fraction={face.fraction} tone={face.tone} />
                      <span className={css['name']}>{name}</span>{' '}
                      <span className={css['deed']}>{needsPerson(profile.way) ? 'Sign in' : 'Get a token'}</span>
                    </button>
                  </li>
                )
              })}
            </ul>
          </section>
        )}
      </div>
    </>
  )
}
