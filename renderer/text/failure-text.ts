import type { FailureCode, FailureDetails } from '@contract/failures'
import { asSentence } from './as-sentence.ts'
import type { FailureDetailsByCode, FailureRow, FailureText } from './failure-row.ts'
import { inspectionFailureRows } from './inspection-failure-text.ts'
import { signInFailureRows } from './sign-in-failure-text.ts'
import { formatBytes } from './sizes.ts'
import { serverFailureRows } from './server-failure-text.ts'
import { vaultFailureRows } from './vault-failure-text.ts'
import { visibleText } from './visible-characters.ts'
import { fieldWords } from './way-words.ts'

const urlReasons = {
  empty: 'Enter the address to send to.',
  malformed: 'It cannot be read as an address. An example: https://api.example.com/orders',
  scheme: 'Only http and https addresses can be sent to.',
  credentials: 'A user name or password in an address ends up in logs. Keep credentials in a profile.',
} as const

function urlTitle(url: string, reason: keyof typeof urlReasons): string {
  if (reason === 'credentials') return 'Leave the user name and password out of the address'
  return url === '' ? 'There is no address' : `"${visibleText(url.slice(0, 200))}" is not an address to send to`
}

const headerReasons = {
  name: 'A header name holds letters, digits and a few marks, and no spaces (RFC 9110 §5.6.2).',
  'line-break': 'A header value holds no line breaks (RFC 9110 §5.5).',
  'not-latin1': 'A header value holds Latin-1 characters only (RFC 9110 §5.5). Encode the others.',
  'repeated-authorization': 'The profile sets Authorization already. Remove this line, or send as nobody.',
} as const

/** What a file is to a person: the vault's is the vault, and so are the locks under which it is written. */
function fileWords(file: string): string {
  if (/^(locks[\\/])?vault(\.json)?(\.lock)?$/.test(file)) return 'The vault'
  return /(^locks[\\/]|\.lock$)/.test(file) ? 'A profile’s token' : visibleText(file)
}

const writeReasons = {
  'disk-full': 'The disk is full. Free some space and try again.',
  'not-allowed': 'Writing there is not allowed. Check the rights of the folder.',
  other: 'The system refused to write. What was there before is unchanged.',
} as const

/** Which program holds a file, as far as that is known. */
function placeOf({ processId, host }: Omit<FailureDetails<'storage.in_use'>, 'file'>): string {
  if (host !== undefined) return ` on another machine or in a container (${visibleText(host)})`
  return processId === null ? '' : ` (process ${processId})`
}

// One row per code: leave one out and this file does not compile.
const rows: { readonly [Code in FailureCode]: FailureRow<Code> } = {
  'input.invalid': ({ problems }) => ({
    title: 'Some fields need attention',
    advice: problems.map(({ path, message }) => visibleText(path === '' ? message : `${path}: ${message}`)).join('\n'),
    action: null,
  }),
  'input.url_invalid': ({ url, reason }) => ({
    title: urlTitle(url, reason),
    advice: urlReasons[reason],
    action: 'edit-request',
  }),
  'input.header_invalid': ({ name, reason }) => ({
    title: `The header "${visibleText(name.slice(0, 100))}" cannot be sent`,
    advice: headerReasons[reason],
    action: 'edit-request',
  }),
  'input.variable_unknown': ({ names }) => ({
    title: names.length === 1 ? 'A variable has no value' : 'Some variables have no value',
    advice: `${names.map((name) => `{{${visibleText(name)}}}`).join(', ')}: give a value in the environment, or start what provides it.`,
    action: 'edit-request',
  }),
  'input.body_too_large': ({ bytes, limitBytes }) => ({
    title: 'The body is too large to send',
    advice: `It is ${formatBytes(bytes)}; up to ${formatBytes(limitBytes)} can be sent from the editor.`,
    action: 'edit-request',
  }),
  'profile.not_found': () => ({
    title: 'This profile is gone',
    advice: 'It may have been deleted or renamed. Choose another one.',
    action: null,
  }),
  'profile.incomplete': ({ field }) => ({
    title: 'The profile is not complete',
    advice: `Fill in its ${fieldWords(field)} in the profile.`,
    action: 'edit-profile',
  }),
  'profile.import_unreadable': ({ reason }) => ({
    title: 'That file holds no profiles',
    advice: `${asSentence(visibleText(reason))} Nothing was taken over.`,
    action: null,
  }),
  'profile.import_none_chosen': () => ({
    title: 'No file is chosen',
    advice: 'Choose the file to import from first.',
    action: null,
  }),
  ...signInFailureRows,
  ...serverFailureRows,
  ...vaultFailureRows,
  ...inspectionFailureRows,
  'storage.write_failed': ({ file, reason }) => ({
    title: `${fileWords(file)} could not be saved`,
    advice: writeReasons[reason],
    action: 'retry',
  }),
  'storage.unreadable': ({ file }) => ({
    title: `${visibleText(file)} could not be read`,
    advice: 'It was left as it is.',
    action: 'retry',
  }),
  'storage.in_use': ({ file, ...holder }) => ({
    title: `${fileWords(file)} is in use`,
    advice: `Another Claimcheck${placeOf(holder)} is writing it just now. Try again in a moment; if that does not help, end the other one.`,
    action: 'retry',
  }),
  'collection.not_found': ({ path }) => ({
    title: 'It is not there any more',
    advice: `${visibleText(path)} was moved, renamed or deleted.`,
    action: null,
  }),
  'collection.exists': ({ path }) => ({
    title: 'That name is taken',
    advice: `${visibleText(path)} exists. Choose another name.`,
    action: null,
  }),
  'collection.name_invalid': ({ name }) => ({
    title: 'That name cannot be used',
    advice: `"${visibleText(name.slice(0, 120))}" does not make a file name on every system.`,
    action: null,
  }),
  'collection.file_unreadable': ({ path, message, line }) => ({
    title: `${visibleText(path)} cannot be read as a request`,
    advice: `${line === null ? '' : `Line ${line}: `}${visibleText(message)}. The file was left as it is.`,
    action: 'retry',
  }),
  'collection.move_into_itself': () => ({
    title: 'A folder cannot go into itself',
    advice: 'Choose another place.',
    action: null,
  }),
  'exchange.body_gone': () => ({
    title: 'This body is no longer kept',
    advice: 'Bodies are kept until Claimcheck quits. Send the request again to see it.',
    action: 'retry',
  }),
  'exchange.reason_gone': () => ({
    title: 'What was sent is no longer known',
    advice:
      'The tokens of the last 50 exchanges are kept, until the vault locks. Send the request again to ask about it.',
    action: 'retry',
  }),
  'playground.failed': ({ reason }) => ({
    title: 'The playground did not start',
    advice: visibleText(reason),
    action: 'retry',
  }),
  'link.refused': ({ url }) => ({
    title: 'That link is not opened',
    advice: `Only https links, and http on this machine, are opened: ${visibleText(url.slice(0, 300))}`,
    action: null,
  }),
  'internal.unexpected': ({ incident }) => ({
    title: 'Something went wrong in Claimcheck',
    advice: `Nothing was sent twice. The log has the details under ${incident}.`,
    action: 'retry',
  }),
}

// The shape in which the compiler can follow that a code and its details belong together.
type FailureOf<Code extends FailureCode> = { [Each in Code]: { code: Each; details: FailureDetailsByCode[Each] } }[Code]

/** The words for a failure: what happened, what to do, and which button does it. */
export function failureText<Code extends FailureCode>(failure: FailureOf<Code>): FailureText {
  return rows[failure.code](failure.details)
}
