import type { Body, Field } from '@contract/requests'
import type { LoginAnswer, LoginRequest } from '@contract/ways'
import {
  lifetimeEditOf,
  lifetimeOf,
  sourceEditOf,
  sourceOf,
  unknownLifetime,
  type LifetimeEdit,
  type SourceEdit,
} from './answer-source-edit.ts'

/** One request of a custom login and what is read from its answer, as it is typed. */
export interface LoginEdit {
  readonly method: string
  readonly url: string
  readonly headers: readonly Field[]
  readonly bodyKind: Body['kind']
  /** JSON or text; kept while the body is another. */
  readonly bodyText: string
  readonly bodyFields: readonly Field[]
  readonly token: SourceEdit
  readonly refreshToken: SourceEdit | null
  readonly lifetime: LifetimeEdit
}

const fieldOf = (name: string, value: string): Field => ({ name, value, enabled: true })

export const emptyLogin: LoginEdit = {
  method: 'POST',
  url: '',
  headers: [],
  bodyKind: 'json',
  bodyText: '{\n  "username": "{{username}}",\n  "password": "{{password}}"\n}',
  bodyFields: [fieldOf('username', '{{username}}'), fieldOf('password', '{{password}}')],
  token: sourceEditOf(null, '$.access_token'),
  refreshToken: null,
  lifetime: unknownLifetime,
}

export const emptyRefresh: LoginEdit = {
  ...emptyLogin,
  bodyText: '{\n  "refresh_token": "{{refreshToken}}"\n}',
  bodyFields: [fieldOf('refresh_token', '{{refreshToken}}')],
}

export const refreshTokenSource: SourceEdit = sourceEditOf(null, '$.refresh_token')

interface StoredLogin {
  readonly request: LoginRequest
  readonly answer: LoginAnswer
}

export const loginEditOf = ({ request, answer }: StoredLogin, empty: LoginEdit): LoginEdit => ({
  method: request.method,
  url: request.url,
  headers: request.headers,
  bodyKind: request.body.kind,
  bodyText: 'text' in request.body ? request.body.text : empty.bodyText,
  bodyFields: 'fields' in request.body ? request.body.fields : empty.bodyFields,
  token: sourceEditOf(answer.token, empty.token.path),
  refreshToken: answer.refresh === null ? null : sourceEditOf(answer.refresh, refreshTokenSource.path),
  lifetime: lifetimeEditOf(answer.lifetime),
})

export function loginOf(edit: LoginEdit): StoredLogin {
  return {
    request: {
      method: edit.method.trim().toUpperCase(),
      url: edit.url.trim(),
      headers: edit.headers.filter(({ name, value }) => name.trim() !== '' || value !== ''),
      body: bodyOf(edit),
    },
    answer: {
      token: sourceOf(edit.token),
      refresh: edit.refreshToken === null ? null : sourceOf(edit.refreshToken),
      lifetime: lifetimeOf(edit.lifetime),
    },
  }
}

export function bodyOf({ bodyKind, bodyText, bodyFields }: LoginEdit): Body {
  if (bodyKind === 'none') return { kind: bodyKind }
  return bodyKind === 'form' ? { kind: bodyKind, fields: [...bodyFields] } : { kind: bodyKind, text: bodyText }
}

/** All of a request that is sent, as one text: to see which variables it names. */
export const textOfLogin = (edit: LoginEdit): string => JSON.stringify([edit.url, edit.headers, bodyOf(edit)])
