import type { ItemPath } from '../../contract/ids.ts'
import { emptyDraft, type RequestDraft } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { newFolderText } from './folder-file.ts'
import { childPath, folderFileOf, rootPath } from './item-path.ts'
import type { WorkspaceFiles } from './workspace-files.ts'
import { newRequestText } from './write-request-file.ts'

const folder = childPath(rootPath, 'Every way in')
const folderSeq = 3
const overTls = '{{playgroundSecureApi}}'

/** A request for each door of the playground's API, sent as the example profile that opens it. */
const requests: readonly (readonly [name: string, path: string, as: string, notes: string, base?: string])[] = [
  ['Pushed request', '/me', 'pushed request', 'The authorisation request goes to the server first (RFC 9126).'],
  ['Fixed port', '/me', 'fixed port', 'A server that compares the whole redirect address, port and all.'],
  ['Step-up', '/with/step-up/me', 'step-up', 'Needs a sign-in with the PIN: send it as alice for the 401 (RFC 9470).'],
  ['DPoP', '/with/dpop/orders', 'DPoP', 'The token is bound to a key; each request proves it (RFC 9449).'],
  ['Implicit', '/me', 'implicit', 'The token comes in the address itself. For old servers only.'],
  ['Device', '/me', 'device', 'Signed in on another device, with a code (RFC 8628).'],
  ['Busy device', '/me', 'busy device', 'As Device; the server asks to slow down once.'],
  ['Password', '/me', 'password', 'The app gets the password itself. For old servers only.'],
  ['JWT bearer', '/me', 'JWT bearer', 'The robot signs that it speaks for alice (RFC 7523).'],
  ['Token exchange', '/me', 'token exchange', 'The token of alice, used by the robot: look at `actor` (RFC 8693).'],
  ['Refresh token', '/me', 'refresh token', 'Enter a refresh token of the desktop app in its profile first.'],
  ['Secret in the body', '/orders', 'client secret in body', 'client_secret_post'],
  ['Secret JWT', '/orders', 'client secret JWT', 'client_secret_jwt'],
  ['Private key JWT', '/orders', 'private key JWT', 'private_key_jwt'],
  ['Client certificate', '/orders', 'client certificate', 'The token is bound to the certificate (RFC 8705).', overTls],
  ['API key', '/with/api-key/me', 'API key', 'In the header `X-API-Key`.'],
  ['API key in the query', '/with/api-key/me', 'API key in query', 'As `api_key` in the query.'],
  ['API key in a cookie', '/with/api-key/me', 'API key in cookie', 'As the cookie `api_key`.'],
  ['Static bearer', '/with/static-token/me', 'static bearer', 'A token that was handed out and never changes.'],
  ['Basic', '/with/basic/me', 'Basic', 'User name and password with each request (RFC 7617).'],
  ['Digest', '/with/digest/me', 'Digest', 'The password proven without sending it (RFC 7616).'],
  ['Session', '/with/session/me', 'session', 'A login of the API’s own, refreshed by a second request.'],
  ['Certificate', '/with/certificate/me', 'certificate', 'A client certificate and nothing else.', overTls],
  ['Signed JWT HS256', '/with/signed-jwt/me', 'signed JWT HS256', 'Signed by the profile with a shared secret.'],
  ['Signed JWT ES256', '/with/signed-jwt/me', 'signed JWT ES256', 'Signed by the profile with its key.'],
  ['Nobody', '/with/basic/me', 'nobody', 'Without credentials: 401, with the challenge of the door.'],
]

export function everyWayFiles(): readonly (readonly [path: ItemPath, text: string])[] {
  const files = requests.map(([name, path, as, notes, base = '{{baseUrl}}'], index) => {
    const draft: RequestDraft = { ...emptyDraft, url: `${base}${path}`, notes, sendAs: { as: 'profile', name: as } }
    const file = childPath(folder, `${name}.yml`)
    return [file, newRequestText(file, name, index + 1, draft)] as const
  })
  return [[folderFileOf(folder), newFolderText(folderFileOf(folder), 'Every way in', folderSeq)], ...files]
}

/** Puts the folder beside the starter; what is there already is never written over. */
export async function seedEveryWay(files: WorkspaceFiles): Promise<void> {
  for (const [path, text] of everyWayFiles()) {
    try {
      await files.create(path, text)
    } catch (failure) {
      if (!(failure instanceof ClaimcheckError) || failure.code !== 'collection.exists') throw failure
    }
  }
}
