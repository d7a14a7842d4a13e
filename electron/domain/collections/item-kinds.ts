import { methods } from '../../contract/requests.ts'

// What a file says of itself, and what is told of files that can't be opened: the same in the tree and on opening.
export const noRequestText = 'This file holds no request in the OpenCollection format'
export const otherKindText = (type: string) => `An item of the kind "${type}"; only HTTP requests can be opened`
export const otherBodyText = (type: string) => `Its body is of the kind "${type}", which can't be edited here yet`

/** Kinds of body that a draft can hold. XML and SPARQL are edited as text and stay what they are. */
export const isEditableBody = (type: string): boolean =>
  ['json', 'text', 'xml', 'sparql', 'form-urlencoded'].includes(type)

/** The usual methods are upper case, however a file spells them; any other is as it was typed (RFC 9110 §9.1). */
export function knownMethod(method: string): string {
  return methods.find((known) => known === method.toUpperCase()) ?? method
}
