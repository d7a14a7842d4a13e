import type { FailureCode } from '@contract/failures'
import { asSentence } from './as-sentence.ts'
import type { FailureRow } from './failure-row.ts'
import { visibleText } from './visible-characters.ts'

type InspectionCode = Extract<FailureCode, `inspection.${string}`>

/** Words for what can go wrong while tokens are looked at, compared and made. */
export const inspectionFailureRows: { readonly [Code in InspectionCode]: FailureRow<Code> } = {
  'inspection.gone': () => ({
    title: 'This token is no longer held',
    advice:
      'Tokens that were pasted, found or sent are held in memory only: until the vault locks, Claimcheck quits, or newer ones take their place. Paste it again, or send the request again.',
    action: null,
  }),
  'inspection.nothing_inside': () => ({
    title: 'There is no token inside',
    advice: 'What it carries is no token that can be read. An encrypted one opens only for the API that it is for.',
    action: null,
  }),
  'inspection.only_remembered': () => ({
    title: 'Only what this token said is known',
    advice:
      'Of earlier tokens everything but the signature is remembered, so there is nothing to send, to copy or to check.',
    action: null,
  }),
  'inspection.key_unusable': ({ reason }) => ({
    title: 'That key can’t be used',
    advice: asSentence(visibleText(reason)),
    action: null,
  }),
  'inspection.draft_invalid': ({ part, reason }) => ({
    title: `The ${part} can’t be read`,
    advice: asSentence(visibleText(reason)),
    action: null,
  }),
  'inspection.recipe_unusable': ({ reason }) => ({
    title: 'That can’t be made of this token',
    advice: asSentence(visibleText(reason)),
    action: null,
  }),
}
