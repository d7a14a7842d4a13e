import * as z from 'zod'

const httpsUrl = z.url({ protocol: /^https$/ })
const loopbackUrl = z.url({ protocol: /^http$/, hostname: /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/ })
const variable = /\{\{[^{}]+\}\}/g
// It still looks like an address: no white space, and a scheme or a variable in front.
const withVariable = z.string().refine((text) => {
  const around = text.replace(variable, '')
  return around !== text && !/\s/.test(around) && /^(?:https?:\/\/|\{\{)/i.test(text)
})

const protectedAddress = (empty: string) =>
  z
    .string()
    .trim()
    .min(1, { error: empty })
    .max(2000)
    .pipe(z.union([httpsUrl, loopbackUrl, withVariable], { error: 'Use https, or http on this machine only' }))

/** An address that may hold {{variables}}; what they become is checked when it is used. */
export const issuerText = protectedAddress('Enter the address of the authorisation server')

/** An endpoint that a person typed, of a server that publishes no metadata. */
export const endpointText = protectedAddress('Enter the address of the endpoint')
