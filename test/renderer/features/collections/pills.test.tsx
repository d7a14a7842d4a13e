// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EnvironmentPill } from '../../../../renderer/features/collections/environment-pill.tsx'
import { WorkspacePill } from '../../../../renderer/features/collections/workspace-pill.tsx'
import { aTree } from '../../../support/collection-builder.ts'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const reply = {
  environment: { name: 'playground', variables: [{ name: 'tenant', value: 'acme', enabled: true }] },
  builtIn: [
    { name: 'baseUrl', value: 'http://127.0.0.1:9400/api', meaning: 'The API of the playground' },
    { name: 'issuer', value: null, meaning: 'Its authorisation server' },
  ],
}

describe('the environment', () => {
  const open = async (answers: Answers = {}) => {
    const user = userEvent.setup()
    const staged = stage(<EnvironmentPill />, { 'environment.read': () => reply, ...answers })
    await user.click(await screen.findByRole('button', { name: 'env: playground, show its variables' }))
    return { ...staged, user, dialog: within(await screen.findByRole('dialog', { name: 'Environment' })) }
  }

  test('shows its variables, and the built-in ones with their values now', async () => {
    const { dialog } = await open()
    expect(dialog.getByRole('textbox', { name: 'Value of tenant' })).toHaveProperty('value', 'acme')
    expect(dialog.getByText('http://127.0.0.1:9400/api')).toBeTruthy()
    expect(dialog.getByText('no value now')).toBeTruthy()
  })

  test('saves a new variable', async () => {
    const { user, main, dialog } = await open({ 'environment.save': () => reply })
    await user.click(dialog.getByRole('button', { name: 'Add a variable' }))
    await user.type(dialog.getByRole('textbox', { name: 'Name of variable 2' }), 'region')
    await user.type(dialog.getByRole('textbox', { name: 'Value of region' }), 'eu')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(askedOn(main, 'environment.save')).toEqual([
      {
        name: 'playground',
        variables: [reply.environment.variables[0], { name: 'region', value: 'eu', enabled: true }],
      },
    ])
  })

  test('does not save a name that no template can hold', async () => {
    const { user, dialog } = await open()
    const name = dialog.getByRole('textbox', { name: 'Name of variable 1' })
    await user.type(name, ' x')
    expect(name.getAttribute('aria-invalid')).toBe('true')
    expect(dialog.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
  })

  test('keeps what was typed when it could not be saved, and asks before it is thrown away', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'environment.yml', reason: 'disk-full' } } as const
    const { user, dialog } = await open({ 'environment.save': refusing(failure) })
    await user.type(dialog.getByRole('textbox', { name: 'Value of tenant' }), '-2')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await dialog.findByRole('alert')
    expect(dialog.getByRole('textbox', { name: 'Value of tenant' })).toHaveProperty('value', 'acme-2')
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(await screen.findByRole('dialog', { name: 'Throw the changes away?' })).toBeTruthy()
  })

  test('that could not be read says so, and is read again by a click', async () => {
    const user = userEvent.setup()
    const { answers } = stage(<EnvironmentPill />, {
      'environment.read': refusing({ code: 'storage.unreadable', details: { file: 'e' } }),
    })
    const button = await screen.findByRole('button', { name: /^env: could not be read.* Try again$/ })
    answers['environment.read'] = () => reply
    await user.click(button)
    expect(await screen.findByRole('button', { name: /env: playground/ })).toBeTruthy()
  })
})

describe('the workspace', () => {
  const show = (answers: Answers) => {
    const onOpened = vi.fn()
    const tree = { 'collections.tree': () => aTree({ isPlayground: false }) }
    return {
      ...stage(<WorkspacePill onOpened={onOpened} />, { ...tree, ...answers }),
      onOpened,
      user: userEvent.setup(),
    }
  }
  const choose = async (user: ReturnType<typeof userEvent.setup>, entry: string) => {
    await user.click(await screen.findByRole('button', { name: 'Workspace Orders API' }))
    await user.click(await screen.findByRole('menuitem', { name: entry, hidden: true }))
  }

  test('tells its folder, and opens another one', async () => {
    const { user, onOpened } = show({
      'collections.chooseFolder': () => aTree({ name: 'Billing', folder: '/home/me/billing' }),
    })
    await user.click(await screen.findByRole('button', { name: 'Workspace Orders API' }))
    expect(await screen.findByText('/home/me/orders-api')).toBeTruthy()
    await user.click(screen.getByRole('menuitem', { name: 'Open folder…', hidden: true }))
    expect(await screen.findByRole('button', { name: 'Workspace Billing' })).toBeTruthy()
    expect(onOpened).toHaveBeenCalledOnce()
  })

  test('stays as it is when the person thought better of it', async () => {
    const { user, main, onOpened } = show({ 'collections.chooseFolder': () => null })
    await choose(user, 'Open folder…')
    await waitFor(() => expect(askedOn(main, 'collections.chooseFolder')).toHaveLength(1))
    expect(onOpened).not.toHaveBeenCalled()
  })

  test('goes back to the playground, and says why it could not', async () => {
    const { user, answers, onOpened } = show({
      'collections.openPlayground': refusing({ code: 'storage.unreadable', details: { file: 'x' } }),
    })
    await choose(user, 'Playground workspace')
    expect(await screen.findByRole('status')).toBeTruthy()
    answers['collections.openPlayground'] = () => aTree()
    await choose(user, 'Playground workspace')
    await waitFor(() => expect(onOpened).toHaveBeenCalledOnce())
  })
})
