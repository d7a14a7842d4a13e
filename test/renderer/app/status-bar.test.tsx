// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { StatusBar } from '../../../renderer/app/status-bar.tsx'
import { stage } from '../../support/staged-window.tsx'
import { aLockedVault, anOpenVault } from '../../support/vault-status-builder.ts'

afterEach(cleanup)

describe('the tokens in the status bar', () => {
  test('are locked with the vault, which is not to say that there are none', async () => {
    stage(<StatusBar />, { 'vault.status': () => aLockedVault(), 'profiles.list': () => [] })
    expect(await screen.findByText('tokens locked')).toBeTruthy()
    expect(screen.queryByText('no tokens')).toBeNull()
  })

  test('are none where the vault is open and holds none', async () => {
    stage(<StatusBar />, { 'vault.status': () => anOpenVault(), 'profiles.list': () => [] })
    expect(await screen.findByText('no tokens')).toBeTruthy()
  })
})
