import { EditorView } from '@codemirror/view'
import { act, screen, waitFor } from '@testing-library/react'
import type { HostileRecipe, TokenDraft } from '../../../../../electron/contract/inspection.ts'
import { profileSubject } from '../../../../../renderer/features/tokens/desk/desk-place.ts'
import { aSyntheticToken } from '../../../../support/loose-token-builder.ts'
import type { Answers } from '../../../../support/staged-window.tsx'
import { alice, aToken, showDesk } from './shown-desk.tsx'

export const subject = profileSubject(alice.id, 'access')
const place = { at: 'edit', subject } as const
export const draft: TokenDraft = {
  header: '{"alg":"RS256"}',
  claims: '{"sub":"alice","scope":"orders:read","n":12345678901234567890}',
  signing: { how: 'as-it-was' },
}
const unsigned: HostileRecipe = {
  id: 'alg-none',
  title: 'alg none',
  finds: 'It takes tokens that nobody signed.',
  reference: 'RFC 8725 §2.1',
  whyNot: null,
}
const confused: HostileRecipe = {
  id: 'key-confusion',
  title: 'RS256 as HS256',
  finds: 'It takes the public key for a secret.',
  reference: 'RFC 8725 §2.1',
  whyNot: 'the issuer’s keys are not known',
}
export const made = aSyntheticToken({ title: 'alice' })

/** The desk with alice’s access token taken apart. */
export function showEdit(own: Answers = {}) {
  return showDesk({
    place,
    answers: {
      'inspection.draft': ({ recipe }) =>
        recipe === null ? draft : { ...draft, header: '{"alg":"none"}', signing: { how: 'cut-off' } },
      'inspection.recipes': () => [unsigned, confused],
      'inspection.forge': () => ({ token: made, shown: aToken('made', { synthetic: true }) }),
      ...own,
    },
  })
}

export const form = () => screen.findByRole('form', { name: 'Draft of the token' })
export const make = () => screen.findByRole('button', { name: 'Make the token' })
export const key = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your key' })
export const how = () => screen.findByRole('combobox', { name: 'How it is signed' })

/** The editor of a part: it lives in a shadow root, where no query looks. */
export async function editorOf(part: 'Header' | 'Claims'): Promise<EditorView> {
  return waitFor(() => {
    const region = screen.getByRole('region', { name: part })
    const content = [...region.querySelectorAll('*')]
      .flatMap((each) => (each.shadowRoot === null ? [] : [each.shadowRoot.querySelector<HTMLElement>('.cm-content')]))
      .find((each) => each !== null)
    const view = content === undefined || content === null ? null : EditorView.findFromDOM(content)
    if (view === null) throw new Error('no editor yet')
    return view
  })
}

export async function typeInto(part: 'Header' | 'Claims', text: string): Promise<void> {
  const view = await editorOf(part)
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }))
}
