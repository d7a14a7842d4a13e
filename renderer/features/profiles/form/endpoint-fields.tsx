import { Disclosure } from '../../../ui/disclosure.tsx'
import { isInBrowser } from '../edit/choice.ts'
import type { EndpointName } from '../edit/oauth-edit.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'
import { TextField } from './text-field.tsx'

const labels: { readonly [Name in EndpointName]: string } = {
  authorization: 'Sign-in page (authorization endpoint)',
  token: 'Token endpoint',
  device: 'Device code endpoint',
  pushedRequest: 'Pushed request endpoint (PAR)',
  userinfo: 'User info endpoint',
  introspection: 'Introspection endpoint',
  revocation: 'Revocation endpoint',
  endSession: 'Sign-out endpoint',
  keys: 'Keys of the server (JWKS)',
}
const rest: readonly EndpointName[] = [
  ...(['pushedRequest', 'userinfo', 'introspection', 'revocation', 'endSession', 'keys'] as const),
]

/** The endpoints of a server that publishes none: those that the grant uses, and the others in a section. */
export function EndpointFields(form: FormProps) {
  const { edit, dispatch } = form
  const { endpoints } = edit.oauth
  const needed: readonly EndpointName[] = [
    ...(isInBrowser(edit.choice) ? (['authorization'] as const) : []),
    ...(edit.choice === 'device_code' ? (['device'] as const) : []),
    'token',
  ]
  const field = (name: EndpointName) => (
    <TextField
      key={name}
      form={form}
      path={`way.endpoints.${name}`}
      label={labels[name]}
      value={endpoints[name]}
      maxLength={2000}
      mode="url"
      isWide
      onTyped={(text) =>
        dispatch({ type: 'part-changed', part: 'oauth', change: { endpoints: { ...endpoints, [name]: text } } })
      }
    />
  )
  const others = rest.filter((name) => !needed.includes(name))
  const filled = others.filter((name) => endpoints[name].trim() !== '')
  return (
    <>
      {needed.map(field)}
      <div className={css['wide']}>
        <Disclosure
          title="Further endpoints"
          summary={filled.length === 0 ? 'none' : `${filled.length} set`}
          isWanted={others.some((name) => form.problemAt(`way.endpoints.${name}`) !== undefined)}
        >
          <div className={css['fields']}>{others.map(field)}</div>
        </Disclosure>
      </div>
    </>
  )
}
