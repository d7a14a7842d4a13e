import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { html, type Markup } from './html.ts'
import { page } from './page.ts'

type DeviceFlow = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>

/** The hidden field against forged forms, out of oidc-provider's own form. */
const xsrfOf = (form: string): string => /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? ''

const formOf = (xsrf: string, content: Markup): Markup =>
  html`<form method="post" action="/device"><input type="hidden" name="xsrf" value="${xsrf}" />${content}</form>`

function problemOf(error: Error | undefined): string | null {
  if (error === undefined || error.name === 'NoCodeError') return error === undefined ? null : 'Enter the code first.'
  if (error.name === 'NotFoundError') return 'There is no such code. Compare it with what the device shows.'
  if (error.name === 'ExpiredError') return 'This code has expired. Let the device ask for another one.'
  if (error.name === 'AlreadyUsedError') return 'This code was used already. Let the device ask for another one.'
  return 'That did not work. Enter the code again.'
}

const end = (title: string, words: string): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${words}</p>`,
  )

/** A code in the address is filled in, not sent: a person has to see what they agree to (RFC 8628 §5.4). */
function codeFrom(ctx: KoaContextWithOIDC, error: Error | undefined): string {
  if (error !== undefined && 'userCode' in error && typeof error.userCode === 'string') return error.userCode
  const given: unknown = ctx.state['userCode']
  return typeof given === 'string' ? given : ''
}

const enterCode: NonNullable<DeviceFlow['userCodeInputSource']> = (ctx, form, _out, error) => {
  ctx.type = 'html'
  if (error?.name === 'AbortedError' || error?.name === 'AccessDenied') {
    ctx.body = end('You said no', 'The device is told. You can close this page.')
    return
  }
  const problem = problemOf(error)
  ctx.body = page(
    'Connect a device',
    html`<h1>Connect a device</h1>
      <p>Enter the code that it shows.</p>
      ${formOf(
        xsrfOf(form),
        html`${problem === null ? null : html`<p class="problem" id="problem" role="alert">${problem}</p>`}
          <label class="field"
            >Code
            <input
              class="code"
              name="user_code"
              value="${codeFrom(ctx, error)}"
              ${problem === null ? null : html`aria-describedby="problem" aria-invalid="true"`}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              autofocus
          /></label>
          <div class="choice"><button class="button main wide">Continue</button></div>`,
      )}`,
  )
}

const confirmCode = (ctx: KoaContextWithOIDC, form: string, client: Client, userCode: string): void => {
  ctx.type = 'html'
  ctx.body = page(
    'Is this your device?',
    html`<h1>Is this your device?</h1>
      <p>
        <strong>${client.clientName ?? client.clientId}</strong> on a device wants to act for you. It must show this
        code:
      </p>
      <p class="code shown">${userCode}</p>
      ${formOf(
        xsrfOf(form),
        html`<input type="hidden" name="user_code" value="${userCode}" />
          <div class="choice">
            <button class="button" name="abort" value="yes">No, stop</button>
            <button class="button main" name="confirm" value="yes" autofocus>Yes, go on</button>
          </div>`,
      )}`,
  )
}

/** RFC 8628: a page to enter the code, one to compare it, one to end on; login and consent stand between. */
export const deviceFlow: DeviceFlow = {
  enabled: true,
  userCodeInputSource: enterCode,
  userCodeConfirmSource: (ctx, form, client, _info, userCode) => confirmCode(ctx, form, client, userCode),
  successSource: (ctx) => {
    ctx.type = 'html'
    ctx.body = end('Your device is connected', 'It goes on by itself within a few seconds. You can close this page.')
  },
}
