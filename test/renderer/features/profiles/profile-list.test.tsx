// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ProfileList } from '../../../../renderer/features/profiles/profile-list.tsx'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const alice = aProfileSummary({ name: 'alice', session: anActiveSession(new Date(), 300, 255) })
const carol = aProfileSummary({ name: 'carol', label: '' })
const robot = aProfileSummary({
  name: 'robot',
  grant: 'client_credentials',
  clientAuthentication: 'client_secret_basic',
  hasClientSecret: true,
  scopes: [],
})

function show(answers: Answers = {}) {
  const deeds = { onInspect: vi.fn(), onSignIn: vi.fn() }
  const staged = stage(<ProfileList activeId={alice.id} {...deeds} />, {
    'profiles.list': () => [alice, carol, robot],
    ...answers,
  })
  return { ...staged, ...deeds, user: userEvent.setup() }
}
const row = (name: RegExp) => screen.findByRole('button', { name })
async function choose(user: ReturnType<typeof userEvent.setup>, name: RegExp, entry: RegExp) {
  await user.pointer({ target: await row(name), keys: '[MouseRight]' })
  await user.click(await screen.findByRole('menuitem', { name: entry, hidden: true }))
}

describe('the list of profiles', () => {
  test('tells name, label and how the token fares, and which one is inspected', async () => {
    show()
    const button = await row(/^alice · customer 04:1\d Fresh: 4 min 1\d s left/)
    expect(button.getAttribute('aria-current')).toBe('true')
    expect(within(button).getByText(/^04:1\d$/)).toBeTruthy()
    expect((await row(/^carol signed out Signed out/)).textContent).toContain('signed out')
  })

  test('inspects by a click and signs in from the menu', async () => {
    const { user, onInspect, onSignIn } = show()
    await user.click(await row(/^carol/))
    expect(onInspect).toHaveBeenCalledWith(carol.id)
    await choose(user, /^carol/, /Sign in/)
    expect(onSignIn).toHaveBeenCalledWith(carol.id)
  })

  test('refreshes and signs out here', async () => {
    const { user, main } = show()
    await choose(user, /^alice/, /Refresh now/)
    await choose(user, /^alice/, /Sign out here/)
    await waitFor(() => expect(askedOn(main, 'tokens.forget')).toEqual([{ profileId: alice.id }]))
    expect(askedOn(main, 'tokens.refresh')).toEqual([{ profileId: alice.id }])
  })

  test('says why a refresh failed', async () => {
    const details = { profileId: alice.id, host: 'login.example.com', retryAt: null }
    const { user } = show({ 'tokens.refresh': refusing({ code: 'session.provider_unreachable', details }) })
    await choose(user, /^alice/, /Refresh now/)
    expect((await screen.findByRole('alert')).textContent).toContain('login.example.com')
  })

  test('deletes only after a question', async () => {
    const { user, main } = show()
    await choose(user, /^carol/, /Delete/)
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }))
    expect(askedOn(main, 'profiles.remove')).toEqual([])
    ;(await row(/^carol/)).focus()
    await user.keyboard('{Delete}')
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(askedOn(main, 'profiles.remove')).toEqual([{ profileId: carol.id }]))
  })

  test('shows its faces: nothing there, and failed', async () => {
    const { answers, user } = show({
      'profiles.list': refusing({ code: 'storage.unreadable', details: { file: 'profiles.json' } }),
    })
    await screen.findByRole('alert')
    answers['profiles.list'] = () => []
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('No profiles yet')).toBeTruthy()
  })
})

describe('the form of a profile', () => {
  const open = async (name: RegExp) => {
    const staged = show()
    await choose(staged.user, name, /Edit/)
    return { ...staged, dialog: within(await screen.findByRole('dialog')) }
  }

  test('adds one, and shows it', async () => {
    const { user, main, onInspect } = show()
    await user.click(await screen.findByRole('button', { name: 'Add a profile' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a profile' }))
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'dave')
    await user.type(dialog.getByRole('textbox', { name: 'Issuer' }), 'https://login.example.com')
    await user.type(dialog.getByRole('textbox', { name: 'Client id' }), 'app')
    await user.click(dialog.getByRole('button', { name: 'Add the profile' }))
    await waitFor(() => expect(onInspect).toHaveBeenCalled())
    expect(askedOn(main, 'profiles.save')).toMatchObject([
      {
        id: null,
        name: 'dave',
        grant: 'authorization_code',
        issuer: 'https://login.example.com',
        clientSecret: { change: 'keep' },
      },
    ])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('names every field that is wrong, asks main nothing, and puts the focus on the first', async () => {
    const { user, main } = show()
    await user.click(await screen.findByRole('button', { name: 'Add a profile' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: 'Add the profile' }))
    expect(dialog.getByText('Give the profile a name')).toBeTruthy()
    expect(dialog.getByText('Enter the address of the authorisation server')).toBeTruthy()
    expect(document.activeElement).toBe(dialog.getByRole('textbox', { name: 'Name' }))
    expect(askedOn(main, 'profiles.save')).toEqual([])
  })

  test('says what is wrong with an issuer while it is typed', async () => {
    const { user, dialog } = await open(/^carol/)
    const issuer = dialog.getByRole('textbox', { name: 'Issuer' })
    await user.clear(issuer)
    await user.type(issuer, 'http://login.example.com')
    expect(dialog.getByText(/over http anyone on the way/)).toBeTruthy()
  })

  test('keeps what was typed when the save fails, and asks before it is thrown away', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'profiles.json', reason: 'disk-full' } } as const
    const { user } = show({ 'profiles.save': refusing(failure) })
    await choose(user, /^carol/, /Edit/)
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByRole('textbox', { name: 'Label' }), 'tester')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await dialog.findByRole('alert')
    expect(dialog.getByRole('textbox', { name: 'Label' })).toHaveProperty('value', 'tester')
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(await screen.findByRole('dialog', { name: 'Throw the changes away?' })).toBeTruthy()
  })

  test('shows a refusal of main beside its field', async () => {
    const problems = [{ path: 'clientId', message: 'This client id is not known here' }]
    const { user } = show({ 'profiles.save': refusing({ code: 'input.invalid', details: { problems } }) })
    await choose(user, /^carol/, /Edit/)
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(dialog.getByRole('textbox', { name: 'Client id' }).getAttribute('aria-invalid')).toBe('true'),
    )
    expect(dialog.getAllByText(/not known here/).length).toBeGreaterThan(0)
  })

  test('never shows a secret that is kept, and sends a new one only when it is replaced', async () => {
    const { user, main, dialog } = await open(/^robot/)
    const secret = within(dialog.getByRole('group', { name: 'Client secret' }))
    expect(secret.getByText('Kept in the vault')).toBeTruthy()
    await user.click(secret.getByRole('button', { name: 'Replace' }))
    await user.type(dialog.getByLabelText('Client secret'), 's3cret')
    expect(dialog.getByLabelText('Client secret').getAttribute('type')).toBe('password')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(askedOn(main, 'profiles.save')).toHaveLength(1))
    expect(askedOn(main, 'profiles.save')).toMatchObject([{ clientSecret: { change: 'replace', value: 's3cret' } }])
  })

  test('a service shows no field for a person', async () => {
    const { dialog } = await open(/^robot/)
    expect(dialog.queryByRole('textbox', { name: 'Login hint' })).toBeNull()
  })

  test('finds what the server publishes, and says when it cannot', async () => {
    const { user, answers, dialog, main } = await (async () => {
      const failure = {
        code: 'sign_in.issuer_unreachable',
        details: { host: '127.0.0.1:9400', reason: 'refused' },
      } as const
      const staged = show({ 'profiles.discover': refusing(failure) })
      await choose(staged.user, /^carol/, /Edit/)
      return { ...staged, dialog: within(await screen.findByRole('dialog')) }
    })()
    await user.click(dialog.getByRole('button', { name: 'Find settings' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('127.0.0.1:9400')
    answers['profiles.discover'] = ({ issuer }) => ({
      issuer,
      authorizationEndpoint: null,
      tokenEndpoint: null,
      jwksUri: null,
      grants: [],
      scopes: ['orders:write'],
      clientAuthentications: [],
      pkceS256: true,
      notes: ['The server offers PAR.'],
    })
    await user.click(dialog.getByRole('button', { name: 'Find settings' }))
    expect(await dialog.findByText('The server offers PAR.')).toBeTruthy()
    await waitFor(() => expect(dialog.queryByRole('alert')).toBeNull())
    expect(askedOn(main, 'profiles.discover')).toHaveLength(2)
  })

  test('a duplicate starts with a name of its own', async () => {
    const { user } = show()
    await choose(user, /^alice/, /Duplicate/)
    const dialog = within(await screen.findByRole('dialog', { name: 'Duplicate the profile' }))
    expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'alice copy')
  })
})
