import { useState } from 'react'
import type { ProfileId } from '@contract/ids'
import { useNow } from '../../bridge/use-now.ts'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { signInEndOf } from '../../text/sign-in-end.ts'
import { formatSpan } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Toast } from '../../ui/toast.tsx'
import { signInEndNews, type SignInEndNews, type ToldEnds } from './sign-in-end-news.ts'

const longestName = 40
const minuteMs = 60_000

const shortName = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name)
/** `12 min`: to the second it would be old as soon as it is read. */
const inRoundNumbers = (leftMs: number): string => formatSpan(leftMs < minuteMs ? leftMs : leftMs - (leftMs % minuteMs))

function wordsOf(news: SignInEndNews['news']): string {
  const [first, ...others] = news
  if (first === undefined) return ''
  const name = shortName(visibleText(first.profile.name))
  const words = `${name}’s sign-in ends in ${inRoundNumbers(first.leftMs)}`
  return others.length === 0 ? words : `${words}, and ${others.length} more end soon`
}

interface Shown {
  readonly id: ProfileId
  readonly words: string
}

/** Says once, wherever the person is looking, that a sign-in is about to end. */
export function SignInEndToast({ onSignIn }: { readonly onSignIn: (id: ProfileId) => void }) {
  const now = useNow()
  const profiles = useProfiles()
  const [told, setTold] = useState<ToldEnds>(new Map())
  const [shown, setShown] = useState<Shown | null>(null)
  const all = profiles.state === 'ready' ? profiles.value : []
  const found = signInEndNews(all, told, now)
  if (found !== null) {
    setTold(found.told)
    const [first] = found.news
    if (first !== undefined) setShown({ id: first.profile.id, words: wordsOf(found.news) })
  }
  const session = all.find(({ id }) => id === shown?.id)?.session
  // Who signed in again, or whose vault was locked meanwhile, has no use for it any more.
  if (shown === null || session === undefined || signInEndOf(session, now)?.phase !== 'soon') return null
  const close = () => setShown(null)
  return (
    <Toast
      key={shown.words}
      action={{
        label: 'Sign in again',
        onChoose: () => {
          close()
          onSignIn(shown.id)
        },
      }}
      onClose={close}
    >
      {shown.words}
    </Toast>
  )
}
