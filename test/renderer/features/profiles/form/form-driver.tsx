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
  const field = (name: string) => dialog.getByRole('textbox', { name })
  return {
    ...staged,
    onClose,
    onSaved,
    user,
    dialog,
    field,
    choose: (name: string | RegExp) => user.click(dialog.getByRole('radio', { name })),
    open: (title: string) => user.click(dialog.getByText(title, { selector: 'summary span' })),
    async fill(name: string, text: string) {
      await user.clear(field(name))
      await user.click(field(name))
      await user.paste(text)
    },
    async enterSecret(label: string, text: string) {
      await user.click(dialog.getByLabelText(label))
      await user.paste(text)
    },
    async select(name: string, option: string) {
      await user.click(dialog.getByRole('combobox', { name }))
      await user.click(await screen.findByRole('option', { name: option, hidden: true }))
    },
    save: () => user.click(dialog.getByRole('button', { name: /^(Add the profile|Save)$/ })),
    /** What was sent to main, as the contract's own schema reads it. */
    async saved(): Promise<ProfileDraft> {
      await waitFor(() => {
        if (askedOn(staged.main, 'profiles.save').length === 0)
          throw new Error(dialog.queryByRole('status')?.textContent ?? 'nothing was saved')
      })
      return profileDraft.parse(askedOn(staged.main, 'profiles.save')[0])
    },
  }
}
