import type { Diagnosis } from '@contract/challenges'
import type { Tone } from '../../../ui/tone.ts'

interface WhyFace {
  /** The name of the notice: who said no, or what it is instead. */
  readonly label: string
  readonly tone: Tone
}

const refused: WhyFace = { label: 'Why the API said no', tone: 'warn' }

// What is no refusal of the API itself, or a wanted one.
const faces: { readonly [Cause in Diagnosis['cause']]?: WhyFace } = {
  synthetic: { label: 'The API noticed', tone: 'ok' },
  'login-redirect': { label: 'Why this is not the API’s answer', tone: 'warn' },
  proxy: { label: 'Why the proxy said no', tone: 'warn' },
  gateway: { label: 'Why the gateway said no', tone: 'warn' },
}

/** How a reason is shown: by its cause, not by the status, since a login page comes with 200 or 302. */
export const whyFace = ({ cause }: Pick<Diagnosis, 'cause'>): WhyFace => faces[cause] ?? refused

/** How sure the reason is, as a word and what the word means. */
export const confidenceWords = {
  certain: { word: 'Certain', meaning: 'said outright, or plain from what was sent.' },
  likely: { word: 'Likely', meaning: 'the API did not say it in so many words.' },
  guess: { word: 'A guess', meaning: 'the API gave little to go by.' },
} as const satisfies Record<Diagnosis['confidence'], { word: string; meaning: string }>
