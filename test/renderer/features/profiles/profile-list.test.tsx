// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ProfileList } from '../../../../renderer/features/profiles/profile-list.tsx'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'
import { anOAuthWay } from '../../../support/token-builder.ts'

afterEach(() => {
  cleanup()
  window.localStorage.clear()
})

const alice = aProfileSummary({ name: 'alice', session: anActiveSession(new Date(), 300, 255) })
const carol = aProfileSummary({ name: 'carol', label: '' })
const robot = aProfileSummary({
  name: 'robot',
  group: 'machines',
  way: anOAuthWay({ grant: { type: 'client_credentials' }, clientAuthentication: 'client_secret_basic', scopes: [] }),
  secrets: ['clientSecret'],
})
const key = aProfileSummary({
  name: 'key',
  group: 'machines',
  colour: 'teal',
  way: { kind: 'static_token', carriage: { in: 'header', name: 'X-Key', prefix: '' } },
  session: { state: 'standing', expiresAt: null },
})

function show(answers: Answers = {}, profiles = [alice, carol, robot, key]) {
  const deeds = {
    ...{ signIn: vi.fn(), userinfo: vi.fn(), introspect: vi.fn(), revoke: vi.fn() },
    ...{ signOutAtServer: vi.fn(), findLogin: vi.fn() },
  }
  const onInspect = vi.fn()
  const staged = stage(<ProfileList activeId={alice.id} onInspect={onInspect} deeds={deeds} />, {
    'profiles.list': () => profiles,
    ...answers,
  })
  return { ...staged, ...deeds, onInspect, user: userEvent.setup() }
}
const row = (name: RegExp) => screen.findByRole('button', { name })
const entry = (name: RegExp | string) => screen.findByRole('menuitem', { name, hidden: true })
async function menuOf(user: ReturnType<typeof userEvent.setup>, name: RegExp) {
  await user.pointer({ target: await row(name), keys: '[MouseRight]' })
  await screen.findByRole('menu', { hidden: true })
  return screen.getAllByRole('menuitem', { hidden: true }).map((item) => item.textContent)
}
async function choose(user: ReturnType<typeof userEvent.setup>, name: RegExp, label: RegExp) {
  await menuOf(user, name)
  await user.click(await entry(label))
}

describe('the list of profiles', () => {
  test('tells name, label and how the token fares, and which one is inspected', async () => {
    show()
    const button = await row(/^alice · customer 04:1\d Fresh: 4 min 1\d s left/)
    expect(button.getAttribute('aria-current')).toBe('true')
    expect(within(button).getByText(/^04:1\d$/)).toBeTruthy()
    expect((await row(/^carol signed out Signed out/)).textContent).toContain('signed out')
  })

  test('inspects by a click and signs in from the menu, as another one too', async () => {
    const { user, onInspect, signIn } = show()
    await user.click(await row(/^carol/))
    expect(onInspect).toHaveBeenCalledWith(carol.id)
    await choose(user, /^carol/, /^Sign in$/)
    expect(signIn).toHaveBeenLastCalledWith(carol)
    await choose(user, /^carol/, /Switch user: choose the account/)
    expect(signIn).toHaveBeenLastCalledWith(carol, 'select_account')
    await choose(user, /^carol/, /Switch user: sign in anew/)
    expect(signIn).toHaveBeenLastCalledWith(carol, 'login')
  })

  test('offers only what the kind has', async () => {
    const { user } = show()
    expect(await menuOf(user, /^key/)).toEqual(['Edit…F2', 'Duplicate…', 'Export…', 'Delete…Del'])
    await user.keyboard('{Escape}')
    const service = await menuOf(user, /^robot/)
    expect(service[0]).toBe('Get a token')
    expect(service.some((text) => text.startsWith('Switch user'))).toBe(false)
    expect(service).toContain('RevokeThere is no token')
  })

  test('does not offer a person’s actions for a service: who it is, and the end of a session in a browser', async () => {
    const { user } = show()
    const service = (await menuOf(user, /^robot/)).join('|')
    expect(service).not.toMatch(/User info|Sign out at the server/)
    expect(service).toMatch(/Introspect.*Revoke/)
  })

  test.each([
    ['userinfo', /^User info/],
    ['introspect', /^Introspect/],
    ['revoke', /^Revoke/],
    ['signOutAtServer', /^Sign out at the server/],
  ] as const)('asks the window for %s', async (deed, label) => {
    const staged = show()
    await choose(staged.user, /^alice/, label)
    expect(staged[deed]).toHaveBeenCalledWith(alice)
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
    const { answers, user, findLogin } = show({
      'profiles.list': refusing({ code: 'storage.unreadable', details: { file: 'profiles.json' } }),
    })
    await screen.findByRole('alert')
    answers['profiles.list'] = () => []
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('No profiles yet')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Find a login from a URL' }))
    expect(findLogin).toHaveBeenCalled()
  })

  test('finds a login and adds the playground’s examples from its own menu', async () => {
    const { user, findLogin } = show({ 'playground.addExamples': () => ({ added: 12 }) })
    await row(/^alice/)
    await user.click(screen.getByRole('button', { name: 'More for profiles' }))
    await user.click(await entry('Find a login from a URL…'))
    expect(findLogin).toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'More for profiles' }))
    await user.click(await entry('Add the playground’s examples'))
    expect(await screen.findByText('12 of the playground’s examples added')).toBeTruthy()
  })
})

describe('groups', () => {
  test('close and open, and stay as they were', async () => {
    const { user, view } = show()
    const heading = await screen.findByRole('button', { name: /^machines 2/ })
    await user.click(heading)
    expect(screen.queryByRole('button', { name: /^robot/ })).toBeNull()
    view.unmount()
    show()
    expect((await screen.findByRole('button', { name: /^machines 2/ })).getAttribute('aria-expanded')).toBe('false')
  })
})

describe('the order', () => {
  test('changes by Alt and the arrows, the focus stays, and the move is told', async () => {
    const { user, main } = show()
    const button = await row(/^carol/)
    button.focus()
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}')
    const order = (names: readonly { id: string; group: string }[]) =>
      names.map(({ id, group }) => ({ profileId: id, group }))
    await waitFor(() =>
      expect(askedOn(main, 'profiles.arrange')).toEqual([{ order: order([carol, alice, robot, key]) }]),
    )
    expect(document.activeElement?.textContent).toMatch(/^carol/)
    expect(screen.getByText('carol is 1 of 4')).toBeTruthy()
  })

  test('takes a profile into a group at the end of its own', async () => {
    const { user, main } = show()
    ;(await row(/^carol/)).focus()
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await waitFor(() => expect(askedOn(main, 'profiles.arrange')).toHaveLength(1))
    expect(screen.getByText('carol is 2 of 4 in machines')).toBeTruthy()
  })

  test('goes back, and says why, where main could not keep it', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'profiles.json', reason: 'disk-full' } } as const
    const { user } = show({ 'profiles.arrange': refusing(failure) })
    ;(await row(/^carol/)).focus()
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect((await screen.findByRole('alert')).textContent).toContain('profiles.json')
    await waitFor(() => expect(screen.getAllByRole('listitem')[0]?.textContent).toMatch(/^alice/))
  })

  test('is walked through by the arrows, with one stop for Tab', async () => {
    const { user } = show()
    ;(await row(/^alice/)).focus()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement?.textContent).toMatch(/^machines/)
    await user.keyboard('{End}')
    expect(document.activeElement?.textContent).toMatch(/^key/)
    const stops = [...document.querySelectorAll('[data-profile]')].filter(
      (each) => each.getAttribute('tabindex') === '0',
    )
    expect(stops).toEqual([document.activeElement])
  })
})

describe('two hundred profiles', () => {
  const many = Array.from({ length: 200 }, (_, index) =>
    aProfileSummary({
      name: `user ${index}`,
      group: `team ${index % 10}`,
      session: anActiveSession(new Date(), 7200, 7000),
    }),
  )
  test('are there at once, and a search finds among them', async () => {
    const began = performance.now()
    const { user } = show({}, many)
    await row(/^user 199 /)
    console.log(`200 profiles: shown after ${Math.round(performance.now() - began)} ms`)
    const typed = performance.now()
    await user.type(screen.getByRole('textbox', { name: 'Search profiles' }), 'user 17 team')
    console.log(`12 letters searched in ${Math.round(performance.now() - typed)} ms`)
    const found = screen.getAllByRole('button', { name: /^user/ }).map((each) => each.textContent?.split(' · ')[0])
    const wanted = ['user 117', 'user 17', ...Array.from({ length: 10 }, (_, at) => `user 17${at}`)]
    expect(new Set(found)).toEqual(new Set(wanted))
    expect(found).toHaveLength(12)
    await user.clear(screen.getByRole('textbox', { name: 'Search profiles' }))
    await user.type(screen.getByRole('textbox', { name: 'Search profiles' }), 'nobody at all')
    expect(screen.getByText('Nothing matches “nobody at all”.')).toBeTruthy()
  })
})
