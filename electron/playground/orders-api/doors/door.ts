import { findPerson, rolesOfClient } from '../../people.ts'
import { robotClientId } from '../../demo-credentials.ts'
import type { Identity } from '../authorize.ts'
import type { Exchange } from '../exchange.ts'
import { Refusal } from '../problem.ts'

/** A way in beside the main one: everything below /with/<way> is opened by it alone. */
export interface Door {
  readonly way: string
  /** Who is calling, and what else is worth telling of it. Throws the refusal that fits. */
  readonly admit: (exchange: Exchange) => Promise<Admitted> | Admitted
}

export interface Admitted extends Identity {
  readonly facts?: Readonly<Record<string, unknown>>
}

/** A person or the robot, by the name that a credential stands for. */
export function ownerOf(id: string): Identity | null {
  const person = findPerson(id)
  if (person !== undefined) return { id, roles: person.roles }
  return id === robotClientId ? { id, roles: rolesOfClient(id) } : null
}

/** 401 with the challenge of the door (RFC 9110 §15.5.2). */
export const noCredentials = (detail: string, challenges: string | readonly string[]): Refusal =>
  new Refusal({
    status: 401,
    code: 'no_credentials',
    title: 'Credentials are needed',
    detail,
    headers: { 'www-authenticate': challenges },
  })

export const invalidCredentials = (detail: string, challenges: string | readonly string[]): Refusal =>
  new Refusal({
    status: 401,
    code: 'invalid_credentials',
    title: 'The credentials are not accepted',
    detail,
    headers: { 'www-authenticate': challenges },
  })
