import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import { profileDraft, type ProfileDraft, type ProfileSummary } from '../../../../../electron/contract/profiles.ts'
import { ProfileForm } from '../../../../../renderer/features/profiles/profile-form.tsx'
import { askedOn, stage, type Answers } from '../../../../support/staged-window.tsx'

/** The form over a fake main, with the words for what a person does in it. */
export async function openForm(profile: ProfileSummary | null = null, answers: Answers = {}) {
  const onClose = vi.fn()
  const onSaved = vi.fn()
  const staged = stage(<ProfileForm profile={profile} onClose={onClose} onSaved={onSaved} />, answers)
  const user = userEvent.setup()
  const dialog = within(await screen.findByRole('dialog'))
  // By their labels: looking for roles reads every style of a document as large as this.
  const field = (name: string) => dialog.getByLabelText(name, { selector: 'input, textarea' })
  return {
    ...staged,
    onClose,
    onSaved,
    user,
    dialog,
    field,
    choose: (name: RegExp) => user.click(dialog.getByLabelText(name, { selector: '[role=radio]' })),
    open: (title: string) => user.click(dialog.getByText(title, { selector: 'summary span' })),
    async fill(name: string, text: string) {
      await user.clear(field(name))
      await user.click(field(name))
      await user.paste(text)
    },
    async select(name: string, option: string) {
      await user.click(field(name))
      const list = await waitFor(() => {
        const found = document.getElementById(field(name).getAttribute('aria-controls') ?? '')
        if (found === null) throw new Error(`nothing opened under ${name}`)
        return found
      })
      await user.click(within(list).getByText(option))
    },
    async save() {
      const button = dialog.getByText(/^(Add the profile|Save)$/, { selector: 'button *' }).closest('button')
      if (button !== null) await user.click(button)
    },
    /** What was sent to main, as the contract's own schema reads it. */
    async saved(): Promise<ProfileDraft> {
      await waitFor(() => {
        if (askedOn(staged.main, 'profiles.save').length === 0) throw new Error('nothing was saved')
      })
      return profileDraft.parse(askedOn(staged.main, 'profiles.save')[0])
    },
  }
}
