// What the lab's authorization servers gave away and to whom: codes, access and refresh tokens, codes of devices. In memory, bounded, with a clock that a test may move on.

import { randomBytes } from 'node:crypto'
import type { LiveAccount } from '../directory.ts'
import type { LabProvider } from '../model.ts'
import type { LabOAuth, LabOAuthClientData } from './data.ts'

/** An authorization server is the provider that has one. */
export interface AuthServer {
  readonly provider: LabProvider
  readonly oauth: LabOAuth
}

/** One permission: who, to which client, for what. */
export interface Grant {
  readonly server: AuthServer
  readonly client: LabOAuthClientData
  /** Null: the client itself. */
  readonly account: LiveAccount | null
  readonly tenant: string
  readonly scopes: readonly string[]
  readonly made: number
  /** A refresh token comes with it. */
  readonly offline: boolean
  readonly nonce?: string
  /** Why it is worth nothing any more: the name of a refusal. */
  dead?: string
}

export interface Access {
  readonly grant: Grant
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
  readonly audience: string | undefined
  readonly expires: number
}

export interface Refresh {
  readonly grant: Grant
  readonly expires: number
  used: boolean
}

export interface Code {
  readonly grant: Grant
  readonly redirect: string
  readonly challenge: string | undefined
  readonly expires: number
  used: boolean
}

export interface DeviceCode {
  readonly server: AuthServer
  readonly client: LabOAuthClientData
  readonly tenant: string
  readonly scopes: readonly string[]
  readonly userCode: string
  readonly expires: number
  interval: number
  polled: number
  polls: number
  /** Who is to be signed in without a page, after the first poll. */
  readonly person: string | undefined
  answer: Grant | 'denied' | undefined
  used: boolean
}

/** Many more than any test asks for, few enough to bound memory. */
const MOST = 20_000

export interface Grants {
  readonly access: Map<string, Access>
  readonly refresh: Map<string, Refresh>
  readonly codes: Map<string, Code>
  readonly devices: Map<string, DeviceCode>
  /** The servers' clock in milliseconds. */
  now(): number
  /** Moves that clock on. */
  later(ms: number): void
  /** Every grant of a person ends, as by a change of the password. */
  end(account: LiveAccount, why: string): void
}

export function makeGrants(): Grants {
  let ahead = 0
  const access = new Bounded<Access>()
  const refresh = new Bounded<Refresh>()
  const codes = new Bounded<Code>()
  return {
    access,
    refresh,
    codes,
    devices: new Bounded<DeviceCode>(),
    now: () => Date.now() + ahead,
    later: (ms) => {
      ahead += ms
    },
    end(account, why) {
      for (const { grant } of [...access.values(), ...refresh.values(), ...codes.values()]) if (grant.account === account) grant.dead = why
    },
  }
}

/** The oldest goes first. */
class Bounded<T> extends Map<string, T> {
  override set(key: string, value: T): this {
    if (this.size >= MOST && !this.has(key)) this.delete(this.keys().next().value ?? '')
    return super.set(key, value)
  }
}

/** 256 bits that nobody guesses, after a family's own beginning. */
export const unguessable = (prefix: string, bytes = 32) => prefix + randomBytes(bytes).toString('base64url')
