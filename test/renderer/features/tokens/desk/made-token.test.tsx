// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { editorOf, form, made, make, showEdit, subject } from './shown-edit.tsx'

afterEach(cleanup)

describe('the known attacks', () => {
  const open = async (user: ReturnType<typeof showEdit>['user']) => {
    await form()
    await user.click(screen.getByText('Start from a known attack'))
    return within(await screen.findByRole('list', { name: 'Known attacks' }))
  }

  test('tell what each finds, and put their draft into the editors', async () => {
    const { user, asked } = showEdit()
    const list = await open(user)
    await user.click(list.getByRole('button', { name: /^alg none.*nobody signed.*RFC 8725/ }))
    await screen.findByText('alg none.')
    await user.click(await make())
    await waitFor(() => expect(asked('inspection.forge')).toHaveLength(1))
    expect(asked('inspection.draft')[1]).toEqual({ subject, recipe: 'alg-none' })
    expect(asked('inspection.forge')).toMatchObject([
      { draft: { header: '{"alg":"none"}', signing: { how: 'cut-off' } } },
    ])
    await user.click(screen.getByRole('button', { name: 'Back to the token as it is' }))
    await waitFor(async () => expect((await editorOf('Header')).state.doc.toString()).toBe('{"alg":"RS256"}'))
  })

  test('that can’t be made of this token say why, and do nothing', async () => {
    const { user, asked } = showEdit()
    const list = await open(user)
    const button = list.getByRole('button', {
      name: /^RS256 as HS256.*Not of this token: the issuer’s keys are not known/,
    })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await user.click(button)
    expect(asked('inspection.draft')).toHaveLength(1)
  })
})

describe('a token that was made', () => {
  test('is shown at once, marked synthetic, and takes the focus', async () => {
    const { user, asked } = showEdit()
    await user.click(await make())
    const heading = await screen.findByRole('heading', { name: /^Made: alg none · alice synthetic/ })
    expect(document.activeElement).toBe(heading)
    expect(document.querySelector('[data-shown-token]')?.getAttribute('data-shown-token')).toBe('eyJ…made')
    expect(asked('tokens.inspect')).toEqual([])
  })

  test('is sent with the request in front, or held beside the original', async () => {
    const { user, onSendWith, desk } = showEdit()
    await user.click(await make())
    const section = within(await screen.findByRole('region', { name: 'The token that was made' }))
    await user.click(section.getByRole('button', { name: 'Send the request in front with it' }))
    expect(onSendWith).toHaveBeenCalledWith(made)
    await user.click(section.getByRole('button', { name: 'Compare with the original' }))
    expect(desk.getState().place).toEqual({ at: 'compare', left: subject, right: { of: 'loose', id: made.id } })
  })

  test('is copied by main', async () => {
    const { user, asked } = showEdit()
    await user.click(await make())
    const section = within(await screen.findByRole('region', { name: 'The token that was made' }))
    await user.click(section.getByRole('button', { name: 'Copy' }))
    expect(asked('tokens.copy')).toEqual([{ subject: { of: 'loose', id: made.id } }])
  })
})
