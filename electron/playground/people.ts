import { demoPassword } from './demo-credentials.ts'

export type Role = 'customer' | 'staff' | 'admin' | 'service'

export interface Person {
  /** The `sub` of every token, and what `login_hint` may say. */
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  /** One line for the login page. */
  readonly about: string
}

export const people: readonly Person[] = [
  { id: 'alice', name: 'Alice Archer', roles: ['customer'], about: 'Has four orders of her own' },
  { id: 'bob', name: 'Bob Baker', roles: ['customer'], about: 'Has three orders of his own' },
  { id: 'admin', name: 'Ada Minton', roles: ['staff', 'admin'], about: 'Sees every order and every user' },
]

export const findPerson = (id: string | undefined): Person | undefined => people.find((each) => each.id === id)

/** The person with this user name and password; undefined where either is wrong. */
export const findByPassword = (user: string, password: string): Person | undefined =>
  password === demoPassword ? findPerson(user) : undefined

/** Machines have a role too: the robot packs orders, so it may read everyone's. */
export const rolesOfClient = (clientId: string): readonly Role[] =>
  clientId === 'robot' || clientId.startsWith('robot-') ? ['service'] : []
