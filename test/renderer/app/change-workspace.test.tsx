// @vitest-environment happy-dom
import { randomUUID } from 'node:crypto'
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { emptyDraft } from '../../../electron/contract/requests.ts'
import type { Workbench } from '../../../electron/contract/workbench.ts'
import { aTree } from '../../support/collection-builder.ts'
import { createFakeBridge } from '../../support/fake-bridge.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { openWindow } from '../../support/open-window.tsx'

giveElementsASize(400, 800)

const workbenchAt = (url: string): Workbench => {
  const id = randomUUID()
  return { tabs: [{ id, path: null, title: url, draft: { ...emptyDraft, url }, changed: true }], activeTab: id }
}
const address = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Address' })

describe('opening another workspace', () => {
  test('puts the tabs away as they are, and shows those of the new one', async () => {
    let isOther = false
    const saved: Workbench[] = []
    const { user } = openWindow(
      createFakeBridge({
        'collections.chooseFolder': () => {
          isOther = true
          return aTree({ name: 'Billing', folder: '/home/me/billing', isPlayground: false })
        },
        'workbench.load': () => workbenchAt(isOther ? 'https://billing.test' : 'https://orders.test'),
        'workbench.save': (kept) => {
          saved.push(kept)
          return {}
        },
      }),
    )
    await user.click(await address())
    await user.paste('/typed')
    await user.click(await screen.findByRole('button', { name: /^Workspace / }))
    await user.click(await screen.findByRole('menuitem', { name: 'Open folder…', hidden: true }))
    await waitFor(async () => expect(await address()).toHaveProperty('value', 'https://billing.test'))
    expect(screen.getAllByRole('tab', { name: /^GET / })).toHaveLength(1)
    const urls = saved.map(({ tabs }) => tabs.map(({ draft }) => draft.url))
    expect(urls).toContainEqual(['https://orders.test/typed'])
    expect(urls).not.toContainEqual([])
  })
})
