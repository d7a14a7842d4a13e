import { describe, expect, test } from 'vitest'
import type { SignInStep } from '../../../../electron/contract/sign-in.ts'
import { reduceSignIns, type SignInAction, type SignIns } from '../../../../renderer/features/sign-in/sign-in-state.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'

const alice = aProfileSummary({ name: 'alice' }).id
const bob = aProfileSummary({ name: 'bob' }).id
const after = (...actions: SignInAction[]): SignIns => actions.reduce(reduceSignIns, [])
const started = (profileId = alice): SignInAction => ({
  type: 'started',
  profileId,
  extraScopes: ['orders:write'],
  prompt: 'login',
  stepUp: { acrValues: ['pin'], maxAgeSeconds: 0 },
})
const device = { userCode: 'WDJB-MJHT', verificationUri: 'https://id.example.test/device', completeUri: null }
const step = (name: SignInStep, secondsLeft: number | null = null): SignInAction => ({
  type: 'progressed',
  progress: { profileId: alice, step: name, secondsLeft, device: name === 'waiting-for-device' ? device : null },
  atMs: 1_000_000,
})
type Plain =
  'sign_in.cancelled' | 'sign_in.vault_locked' | 'sign_in.browser_failed' | 'vault.locked' | 'vault.choice_needed'
const failed = (code: Plain, profileId = alice): SignInAction => ({
  type: 'failed',
  profileId,
  failure: { code, details: {} },
})

describe('the sign-ins of a window', () => {
  test('run beside each other', () => {
    expect(after(started(alice), started(bob)).map(({ profileId }) => profileId)).toEqual([alice, bob])
  })
  test('stay failed when a step of theirs arrives behind the failure', () => {
    const late = after(started(), failed('sign_in.browser_failed'), step('waiting-for-browser', 300), step('failed'))
    expect(late).toMatchObject([{ step: 'failed', failure: { code: 'sign_in.browser_failed' } }])
  })
  test('know when they are given up', () => {
    expect(after(started(), step('waiting-for-browser', 300))).toMatchObject([
      { step: 'waiting-for-browser', endsAtMs: 1_300_000 },
    ])
  })
  test('hold what to enter on another device for as long as it is waited for', () => {
    const waiting = after(started(), step('waiting-for-device', 600))
    expect(waiting).toMatchObject([{ device, endsAtMs: 1_600_000, prompt: 'login' }])
    expect(reduceSignIns(waiting, step('saving'))).toMatchObject([{ device: null, step: 'saving' }])
  })
  test('are tried again as they were asked for', () => {
    expect(after(started(), failed('sign_in.browser_failed'))).toMatchObject([
      { extraScopes: ['orders:write'], prompt: 'login', stepUp: { acrValues: ['pin'], maxAgeSeconds: 0 } },
    ])
  })
  test('are shown when another window began them', () => {
    expect(after(step('waiting-for-browser'))).toMatchObject([{ profileId: alice, extraScopes: [] }])
  })
  test('show no card of a token that Send gets by itself, and leave none that never ends when it fails', () => {
    expect(after(step('discovering'), step('requesting-token'))).toEqual([])
    expect(after(step('discovering'), step('requesting-token'), step('failed'))).toEqual([])
    expect(after(step('waiting-for-device', 600), step('requesting-token'))).toMatchObject([{ isOwn: false }])
    expect(after(step('waiting-for-device', 600), step('requesting-token'), step('failed'))).toEqual([])
  })
  test('leave when they were turned away because Send gets the token already', () => {
    const turnedAway: SignInAction = {
      type: 'failed',
      profileId: alice,
      failure: { code: 'sign_in.already_running', details: { profileId: alice } },
    }
    expect(after(started(), step('requesting-token'), turnedAway, step('failed'))).toEqual([])
  })
  test('take their failure back when the profile got its token after all', () => {
    expect(after(started(), failed('sign_in.browser_failed'), step('requesting-token'), step('done'))).toEqual([])
  })
  test('drop what only said that the vault is closed when it opens, and nothing else', () => {
    const opened = after(failed('vault.locked'), failed('vault.choice_needed', bob), { type: 'vault-opened' })
    expect(opened).toEqual([])
    expect(after(failed('sign_in.browser_failed'), started(bob), { type: 'vault-opened' })).toHaveLength(2)
    expect(after(failed('sign_in.vault_locked'), { type: 'vault-opened' })).toHaveLength(1)
  })
  test('leave when they are done', () => {
    expect(after(started(), step('done'))).toEqual([])
    expect(after(started(), { type: 'succeeded', profileId: alice })).toEqual([])
  })
  test('leave without a word when the person cancelled', () => {
    expect(after(started(), step('cancelled'))).toEqual([])
    expect(after(started(), failed('sign_in.cancelled'))).toEqual([])
  })
  test('stay with their failure, whichever comes first, and can be put away', () => {
    const end = after(started(), failed('sign_in.browser_failed'), step('failed'))
    expect(end).toMatchObject([{ failure: { code: 'sign_in.browser_failed' }, extraScopes: ['orders:write'] }])
    expect(after(started(), step('failed'), failed('sign_in.browser_failed'))).toEqual(end)
    expect(reduceSignIns(end, { type: 'dismissed', profileId: alice })).toEqual([])
  })
  test('go on when a second one for the same profile is turned away', () => {
    const second: SignInAction = {
      type: 'failed',
      profileId: alice,
      failure: { code: 'sign_in.already_running', details: { profileId: alice } },
    }
    expect(after(started(), step('waiting-for-browser', 300), second)).toMatchObject([
      { step: 'waiting-for-browser', failure: null },
    ])
  })
})
